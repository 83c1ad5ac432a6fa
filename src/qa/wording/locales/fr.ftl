# Words and lists
edition-half = S{ $half } { $year }
edition-undated = sans date
edition-quarter = T{ $quarter } { $year }
list-and = { $first } et { $last }
list-separator = ,{ " " }
part-separator = ,{ " " }
clause-separator = {" ; "}
colon = {" : "}
label-separator = {" — "}
quote = « { $text } »
with-detail = { $text } ({ $detail })
language-en = anglais
language-zh-Hans = chinois simplifié
language-zh-Hant = chinois traditionnel
language-fr = français
language-ja = japonais

# Values
amount-points = { $amount }
amount-users = { $amount }
amount-USD = { $amount } dollars
amount-USD-large = { $amount } de dollars
amount-months = { $amount } mois
amount-years = { $number ->
    [one] { $amount } an
   *[other] { $amount } ans
 }
gap-points = { $number ->
    [one] { $amount } point
   *[other] { $amount } points
 }
qualifier-about = environ { $value }
qualifier-nearly = près de { $value }
qualifier-under = moins de { $value }
qualifier-over = plus de { $value }
value-range = { $low }–{ $high }
value-disputed = { $range } selon les sources

# Single figures
fact-generic = { $subject }, { $attribute } : { $value } ({ $edition }).
fact-untimed = { $subject }, { $attribute } : { $value }.
fact-line = { $subject } : { $value } ({ $edition })
fact-short = { $subject } : { $value }
fact-as-of = { $subject } en était à { $value } en { $date } ({ $edition }).
presumed = Les documents n’indiquent pas { $value } pour { $subject }. Ce qu’ils indiquent :

# Rankings, filters and counts
rank-high = { $attribute }, par ordre décroissant ({ $edition }){ $scope } :
rank-low = { $attribute }, par ordre croissant ({ $edition }){ $scope } :
rank-one-high = { $subject } arrive en tête : { $value } ({ $attribute }, { $edition }){ $scope }{ $close }.
rank-one-low = { $subject } arrive en dernier : { $value } ({ $attribute }, { $edition }){ $scope }{ $close }.
rank-end-high = { $subject } a la valeur la plus haute : { $value } ({ $attribute }, { $edition }){ $scope }{ $close }.
rank-end-low = { $subject } a la valeur la plus basse : { $value } ({ $attribute }, { $edition }){ $scope }{ $close }.
rank-close = {", suivi de près par "}{ $names }
rank-place-high = { $number ->
    [one] { $names } est numéro { $place }
   *[other] { $names } sont ex æquo au rang { $place }
 } : { $value } ({ $attribute }, { $edition }){ $scope }.
rank-place-low = { $number ->
    [one] { $names } est numéro { $place } en partant du bas
   *[other] { $names } sont ex æquo au rang { $place } en partant du bas
 } : { $value } ({ $attribute }, { $edition }){ $scope }.
rank-margin = {" ; "}les scores à ±{ $margin } près, la marge indiquée par l’édition, sont ex æquo
list-cut = {" ; "}les { $shown } premiers sur { $number }
bound-above = { $attribute } au-dessus de { $value }
bound-at_least = { $attribute } d’au moins { $value }
bound-below = { $attribute } en dessous de { $value }
bound-at_most = { $attribute } d’au plus { $value }
bound-between = { $attribute } entre { $value } et { $upper }
bound-equal = { $attribute } de { $value }
filter = { $bound } ({ $edition }){ $scope } :
count = { $bound } ({ $edition }){ $scope } — { $number }{ $names }.
count-all = { $bound } ({ $edition }){ $scope } — { $number }{ $names }.
count-some = { $number } au { $edition }{ $scope }{ $names }.
count-none = Zéro.{" "}
count-disputed = { $bound } ({ $edition }){ $scope } — { $least }, ou { $number } selon d’autres sources{ $names }.
count-members = { $number } ({ $edition }){ $scope }{ $names }.
scope = {" — "}{ $names }
scope-without = hors { $names }
scope-open = poids ouverts
scope-closed = poids fermés (hors modèles qu’aucune source ne dit ouverts ou fermés)
measures = Ce qui peut être classé, et combien en ont un chiffre :
measure-held = { $measure } : { $number }
measures-more = { $number ->
    [one] Et { $number } autre mesure.
   *[other] Et { $number } autres mesures.
 }

# Oui ou non
verdict-yes = Oui.{" "}
verdict-no = Non.{" "}
verdict-some = Oui.{" "}
verdict-none = Non.{" "}

# Comparisons
compare-ahead = { $names } devance { $next } de { $amount } : { $value } contre { $next_value } ({ $attribute }, { $edition }).
compare-first = { $names } est en tête avec { $value }, { $amount } devant { $next } ({ $attribute }, { $edition }).
compare-together = { $names } sont à égalité, { $amount } devant { $next } ({ $attribute }, { $edition }).
compare-above = { $names } dépasse { $next } de { $amount } : { $value } contre { $next_value } ({ $attribute }, { $edition }).
compare-highest = { $names } a la valeur la plus haute, { $value }, { $amount } au-dessus de { $next } ({ $attribute }, { $edition }).
compare-highest-together = { $names } sont au même niveau, { $amount } au-dessus de { $next } ({ $attribute }, { $edition }).
compare-tie = { $names } sont à égalité : { $value } ({ $attribute }, { $edition }).
compare-level = { $names } sont à égalité : { $amount } d’écart, dans la marge de ±{ $margin } indiquée par l’édition ({ $attribute }, { $edition }).
compare-disputed = L’ordre de { $names } varie selon les sources ; l’écart ne dépasse pas { $amount } ({ $attribute }, { $edition }).
compare-scales = { $names } ne peuvent pas être départagés ({ $attribute }) : leurs scores viennent de { $edition }, dont les échelles diffèrent. Chacun pour soi :
compare-times = { $names } ne peuvent pas être départagés ({ $attribute }) : leurs chiffres datent de moments différents ({ $edition }). Chacun pour soi :

# Histories, labs and editions
history-edition = { $attribute } ({ $edition }) :
history-line = { $subject } : { $value } ({ $when })
history-released = sortie : { $date }
history-risen = { $subject } a progressé de { $amount } ({ $attribute }) : de { $before } ({ $since }) à { $after } ({ $until }).
history-fallen = { $subject } a reculé de { $amount } ({ $attribute }) : de { $before } ({ $since }) à { $after } ({ $until }).
history-level = { $subject } est resté au même niveau ({ $attribute }) : { $before } ({ $since }) et { $after } ({ $until }).
history-apart = Les scores de { $edition } sont sur des échelles différentes : un score plus haut ou plus bas ne dit pas si { $subject } a progressé ou reculé.
profile-models = Modèles par { $attribute } ({ $edition }) :
profile-open = { $line }, poids ouverts
profile-others = Modèles sans score dans les documents :
profile-figures = Également indiqué :
profile-missing = Non indiqué pour { $subject } : { $attributes }.
mentions-none = { $names } n’y est pas mentionné.
editions-index = Indice : { $index }
editions-published = Publication : { $date }
editions-unpublished = Publication : date non indiquée
editions-holds = Contenu : { $models ->
    [one] { $models } modèle
   *[other] { $models } modèles
 }, { $figures ->
    [one] { $figures } chiffre
   *[other] { $figures } chiffres
 }, { $documents ->
    [one] { $documents } document
   *[other] { $documents } documents
 }
editions-margin = Les scores à ±{ $margin } près, la marge indiquée par l’édition, sont considérés comme ex æquo.
editions-exact = L’édition n’indique pas de marge : seuls des scores égaux sont ex æquo.
editions-together = Comparable avec { $editions }, selon le jugement de Footnote.
editions-apart = Non comparable avec { $editions }, selon le jugement de Footnote : { $reason }

# Summaries and changes
summary-leader = En tête ({ $attribute }) : { $names }
summary-more = Et { $number } de plus.
changes-first = Premières places ({ $attribute }) : { $names }
changes-new = Dans cette édition seulement : { $names }
changes-both = Dans les deux éditions :
changes-figure = { $subject }, { $attribute } : { $value } ({ $edition })
changes-one = Il n’y a rien à comparer : les documents appartiennent à une seule édition ({ $edition }).
changes-none = Les documents n’appartiennent à aucune édition : il n’y a rien à comparer.

# Notices
notice-comparability = Les scores des éditions { $editions } ne sont pas comparables, selon le jugement de Footnote : { $reason }
reason-undeclared = rien n’indique qu’ils partagent une même échelle.
notice-conflict = Les sources se contredisent sur { $subject } ({ $attribute }) : { $sides }.
notice-conflict-time = Les sources ne donnent pas la même date pour { $value } ({ $subject }, { $attribute }) : { $sides }.
notice-conflict-side = { $value } ({ $sources })
notice-conflict-documents = Les documents se contredisent : { $sides }.
notice-conflict-order = Le classement annoncé et les scores se contredisent : { $lines }.
notice-conflict-order-pair = { $lower } ({ $value_lower }) est classé derrière { $higher } ({ $value_higher })
notice-order = Les sources du { $edition } donnent un autre ordre : { $names }.
notice-translation = Cité en { $language }, la langue du document.
notice-extracted = Extrait automatiquement de « { $document } », sans vérification humaine à ce jour : { $figures } ({ $number ->
    [one] confiance : { $confidence }
   *[other] confiance : au moins { $confidence }
 }).
notice-extracted-many = { $number } de ces chiffres
notice-closest = Le plus proche dans les documents : « { $quote } » ({ $document })
publisher-unnamed = éditeur non indiqué

# No answer
abstain-attribute = Les documents ne donnent pas cette information pour { $subject } : { $attribute }.
abstain-attribute-edition = Les documents du { $edition } ne donnent pas cette information pour { $subject } : { $attribute }.
abstain-attribute-only = Les documents ne donnent pas cette information : { $attribute }.
abstain-name = Les documents ne parlent pas de { $name }.
abstain-edition = Footnote n’a pas d’édition { $edition }, seulement { $editions }.
abstain-none = Rien ne correspond dans les documents : { $attribute } ({ $edition }){ $scope }.
abstain-bound = Rien ne correspond dans les documents : { $bound } ({ $edition }){ $scope }.
abstain-aggregate = Les documents n’en donnent ni la moyenne ni le total, et Footnote ne calcule pas de chiffres qu’aucune source n’indique.
abstain-passage = Je n’ai pas trouvé de réponse à cette question dans les documents.
abstain-documents = Je n’ai pas trouvé de réponse à cette question dans { $documents }.
abstain-searched = Documents consultés : { $documents }.
abstain-searched-for = J’ai cherché { $words } dans { $documents }.
abstain-contact = Vous pouvez vous adresser à { $contact }.
abstain-topic = Aucun document ne contient { $words }.
documents-publisher = Éditeur : { $publisher }
documents-unpublished = Éditeur : non indiqué
documents-parts = Parties : { $headings }
abstain-scores = Les documents ne contiennent pas de scores à consulter, à comparer ou à classer.
abstain-measure = Aucun chiffre des documents ne s’appelle { $measure }. Les plus proches : { $near }.
abstain-common = Les documents ne donnent aucun chiffre commun à { $names }.
abstain-figures = Les documents ne donnent aucun chiffre pour { $names }.
abstain-history = Les documents ne donnent aucun chiffre à plusieurs dates pour { $names }.
abstain-lab = { $name } n’est pas un laboratoire, et aucun document n’indique à quel laboratoire le rattacher.
clarify = De quoi parlez-vous : { $names } ?

# Greetings and help
collections-also = Je réponds aussi d’après { $titles }.
collections-empty = Je n’ai encore aucun rapport d’après lequel répondre ici. Un administrateur peut en ajouter : avec /corpus add sur Discord, avec qa ingest dans un terminal.
share-card-checked = Chaque chiffre figure dans une citation vérifiée mot à mot. Question posée le { $date }.
help-greeting = Bonjour ! Je réponds aux questions sur { $titles }, avec une citation vérifiée pour chaque affirmation.{ $examples }
help-help = Je suis Footnote, un bot qui répond à partir de { $titles }. Demandez-moi des scores, des comparaisons, des classements, des nombres d’utilisateurs, des levées de fonds, des dates ou des explications. Chaque affirmation porte une citation numérotée et vérifiée dans les documents ; s’ils ne contiennent pas la réponse, je le dis.{ $examples }
help-documents = Je suis Footnote, un bot qui répond à partir de { $titles }. Posez vos questions comme elles vous viennent. Chaque affirmation porte une citation numérotée et vérifiée dans les documents ; s’ils ne contiennent pas la réponse, je le dis.{ $examples }
help-thanks = Avec plaisir ! Posez-moi d’autres questions sur { $titles }.
help-farewell = Au revoir ! Je suis là dès que vous voulez vérifier un chiffre.
help-bot = Je suis Footnote, un programme qui retrouve et cite des phrases et des chiffres dans { $titles }. Je ne suis ni une personne ni un chatbot qui invente du texte : aucun modèle de langage n’écrit mes chiffres, et je n’apprends rien de vos messages.
help-chat = Avec plaisir, mais ce que je connais le mieux, c’est { $titles }.{ $examples }
help-ok = Très bien. Posez-moi d’autres questions sur { $titles }.
help-orders = Je réponds seulement aux questions à partir des documents et ne suis aucune autre consigne. Vous pouvez m’interroger sur { $titles }.{ $examples }
help-sources = Chaque chiffre que je donne figure dans une citation comparée mot à mot avec le document enregistré. Si une citation ou un nombre ne correspond pas, je ne l’affiche pas. Voici les documents et ce sur quoi ils reposent :
help-sources-answer = Cette réponse repose sur ces phrases :
help-article = Source : { $article }
help-doubt = Dites-moi de quelle réponse il s’agit, ou reposez la question : je cite les phrases sur lesquelles elle repose, pour que vous puissiez les vérifier vous-même.
help-doubt-again = J’ai vérifié de nouveau et le résultat est le même. Chaque citation a été comparée mot à mot avec le document enregistré :
help-doubt-quotes = Les phrases sur lesquelles elle repose :
help-doubt-report = Je peux montrer ce que disent les documents, pas s’ils ont raison. Si un rapport vous semble erroné, consultez l’original et signalez-le à la personne qui gère ce bot.
help-try = {" "}Essayez : { $examples }
help-titles = { $titles } et { $number ->
    [one] { $number } autre
   *[other] { $number } autres
 }
answers-numbered = { $number }. { $question }
answers-more = Je réponds à cinq questions au plus par message ; merci de poser les autres dans un nouveau message.
error-empty = Posez une question, s’il vous plaît.
error-long = Cette question est trop longue : { $length } caractères pour une limite de { $limit }.
error-binary = Ce n’est pas un texte lisible.

# Questions: suggested ones, and what a command asks
question-score = Quel est le score de { $subject } au { $edition } ?
question-compare = Compare { $first } et { $second } au { $edition }
question-leader = Qui est en tête au { $edition } ?
question-attribute = Que donne le rapport pour { $subject } ({ $attribute }) ?
question = { $text } ?
question-rank = Classe les modèles
question-rank-of = Classe les modèles de { $names }
question-rank-by = Classe par { $measure }
question-measures = Que peut-on classer ?
question-history = { $name } : { $attribute } dans toutes les éditions
question-summary = Résume « { $title } »
question-profile = Que disent les rapports de { $name } ?
question-editions = Quelles éditions y a-t-il, et peut-on les comparer ?

# Charts and tables
plot-scales = Échelles différentes
plot-times = Dates différentes
plot-sources = Sources : { $sources }
plot-alt-bars = Diagramme en barres : { $title }.
plot-alt-steps = Diagramme en escalier : { $title }.
plot-alt-panel = { $title } : { $points }.
plot-alt-more = et { $number } autres
table-place = rang
table-name = nom
table-figure = chiffre
table-value = valeur
table-edition = édition
table-time = date
table-weights = poids
table-sources = sources
weights-open = ouverts
weights-closed = fermés

# Where in its file a quote stands
place-page = p. { $label }
place-slide = diapositive { $label }
place-sheet = feuille « { $label } »
place-cells = { $label }
place-chapter = chapitre « { $label } »
place-row = ligne { $row }
place-cell = ligne { $row }, { $number ->
    [one] colonne { $columns }
   *[other] colonnes { $columns }
}
place-recognised = lu par OCR

# What became of an answer that a language model was to word
worded-edition = {" "}(édition { $edition })
worded-by = Rédigé par { $model } d’après les citations ci-dessous ; chaque affirmation a été vérifiée avec elles.
worded-failed = Telle que trouvée : le modèle de langue n’a pas répondu.
worded-doubted = Telle que trouvée : ce que le modèle de langue a écrit ne concordait pas avec les citations.
worded-incomplete = Telle que trouvée : le modèle de langue a omis une partie de la réponse.
worded-stopped = Telle que trouvée : la rédaction a été arrêtée.
worded-spent = Telle que trouvée : le quota du jour pour le modèle de langue est épuisé.
