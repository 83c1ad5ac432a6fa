edition-quarter = T{ $quarter } { $year }
list-and = { $first } et { $last }
list-separator = ,{ " " }
colon = {" : "}
quote = « { $text } »

amount-points = { $amount }
gap-points = { $number ->
    [one] { $amount } point
   *[other] { $amount } points
 }
amount-users = { $amount }
amount-USD = { $amount } dollars
amount-USD-large = { $amount } de dollars
amount-months = { $amount } mois
amount-years = { $number ->
    [one] { $amount } an
   *[other] { $amount } ans
 }
qualifier-about = environ { $value }
qualifier-nearly = près de { $value }
qualifier-under = moins de { $value }
qualifier-over = plus de { $value }

fact-generic = { $subject }, { $attribute } : { $value } ({ $edition }).
fact-line = { $subject } : { $value } ({ $edition })
fact-short = { $subject } : { $value }
fact-as-of = { $subject } en était à { $value } en { $date } ({ $edition }).
belongs = { $subject } est de { $lab }.

rank-high = { $attribute }, par ordre décroissant ({ $edition }){ $scope } :
rank-low = { $attribute }, par ordre croissant ({ $edition }){ $scope } :
rank-one-high = { $subject } arrive en tête ({ $attribute }) : { $value } ({ $edition }){ $scope }.
rank-one-low = { $subject } arrive en dernier ({ $attribute }) : { $value } ({ $edition }){ $scope }.
rank-stated = L’ordre que donnent les articles sur l’édition { $edition } :
scope = {" — "}{ $names }
filter-above = { $attribute } au-dessus de { $value } ({ $edition }){ $scope } :
filter-at_least = { $attribute } d’au moins { $value } ({ $edition }){ $scope } :
filter-below = { $attribute } en dessous de { $value } ({ $edition }){ $scope } :
filter-at_most = { $attribute } d’au plus { $value } ({ $edition }){ $scope } :
filter-between = { $attribute } entre { $value } et { $upper } ({ $edition }){ $scope } :
filter-equal = { $attribute } de { $value } ({ $edition }){ $scope } :
filter-all = { $attribute } ({ $edition }){ $scope } :
count = { $number } au { $edition }{ $scope } :
count-members = { $number } ({ $edition }){ $names }.
compare-ahead = { $winner } devance { $losers } pour l’attribut « { $attribute } » ({ $edition }).
compare-tie = { $names } sont à égalité pour l’attribut « { $attribute } » ({ $edition }).
difference = L’écart est de { $amount } ({ $edition }).
value-range = { $low }–{ $high }
value-disputed = { $range }, les sources divergent
beside = { $text } ({ $detail })
scope-without = sans { $name }
scope-open = poids ouverts
scope-closed = poids fermés (sans les modèles qu’aucune source ne dit ouverts ou fermés)
rank-margin = {" ; "}les scores à ±{ $margin } près, la marge que donne l’édition, partagent un rang
list-cut = {" ; "}les { $shown } premiers sur { $number }
count-disputed = { $least } au { $edition }{ $scope }, ou { $number } selon d’autres sources, qui divergent :
compare-together = { $winners } sont à égalité pour l’attribut « { $attribute } » et devancent { $losers } ({ $edition }).
compare-level = { $names } sont à égalité pour l’attribut « { $attribute } », dans la marge de ±{ $margin } que donne l’édition ({ $edition }).
compare-disputed = Qui de { $names } est devant pour l’attribut « { $attribute } » dépend de la source ({ $edition }).
difference-within = L’écart est de { $amount }, dans la marge de ±{ $margin } que donne l’édition ({ $edition }).
difference-disputed = L’écart est compris entre { $low } et { $high }, selon la source ({ $edition }).
resolved = { $written } → { $name }

notice-comparability = Les scores de { $editions } viennent de versions différentes de l’indice et ne sont pas directement comparables : ni l’écart ni l’ordre n’ont de sens : { $reason }
reason-undeclared = rien n’indique qu’elles partagent une même échelle.
notice-comparability-short = Les scores de { $editions } ne sont pas comparables.
notice-conflict = Les sources se contredisent sur { $subject } ({ $attribute }) : { $sides }.
notice-conflict-time = Les sources ne situent pas à la même date la valeur { $value } ({ $subject }, { $attribute }) : { $sides }.
notice-conflict-side = { $value } ({ $sources })
notice-conflict-documents = Les documents se contredisent : { $sides }.
notice-conflict-apart = {" ; "}
notice-conflict-order = L’ordre annoncé et les scores se contredisent : { $lines }.
notice-conflict-order-pair = { $lower } ({ $value_lower }) est placé derrière { $higher } ({ $value_higher })
notice-conflict-order-missing = { $name } ({ $value }) manque dans l’ordre annoncé
notice-translation = Cité en { $language }, la langue du document.
notice-extracted = Relevé par un programme dans « { $document } » : { $figures }, avec une confiance { $number ->
    [one] de { $confidence } ; personne ne l'a encore vérifié.
   *[other] d'au moins { $confidence } ; personne ne les a encore vérifiés.
 }
notice-extracted-many = { $number } de ces chiffres
notice-closest = Le plus proche dans les documents : « { $quote } » ({ $edition })
publisher-unnamed = une source qui ne nomme aucun éditeur

abstain-attribute = Les documents ne donnent pas cette information pour { $subject } : { $attribute }.
abstain-attribute-edition = Les documents de l’édition { $edition } ne donnent pas cette information pour { $subject } : { $attribute }.
abstain-attribute-only = Les documents ne donnent pas cette information : { $attribute }.
abstain-name = Les documents ne parlent pas de { $name }.
abstain-edition = Il n’y a pas d’édition { $edition } ici ; Footnote dispose de { $editions }.
abstain-none = Aucune valeur de « { $attribute } » dans les documents ne correspond ({ $edition }){ $scope }.
abstain-aggregate = Les documents ne donnent ni moyenne ni total, et Footnote ne calcule pas de chiffres que personne n’a énoncés.
abstain-passage = Je n’ai pas trouvé de réponse à cette question dans les documents ({ $editions }).
clarify = De quoi parlez-vous : { $names } ?

help-greeting = Bonjour ! Je réponds aux questions sur { $titles }, avec une citation vérifiée pour chaque affirmation.{ $examples }
help-try = {" "}Essayez : { $examples }
help-documents = Je suis Footnote, un bot qui répond à partir de { $titles }. Posez vos questions comme elles vous viennent ; chaque affirmation porte une citation numérotée et vérifiée dans les documents, et quand ils ne contiennent pas la réponse, je le dis.
help-titles = { $titles } et { $number } autres
help-thanks = Avec plaisir ! Posez-moi d’autres questions sur { $titles }.
help-farewell = Au revoir ! Je suis là dès que vous voulez vérifier un chiffre.
help-help = Je suis Footnote, un bot qui répond à partir de { $titles }. Demandez-moi des scores, des comparaisons, des classements, des nombres d’utilisateurs, des levées de fonds, des dates ou des explications ; chaque affirmation porte une citation numérotée et vérifiée dans les documents, et quand ils ne contiennent pas la réponse, je le dis.{ $examples }
error-empty = Posez une question, s’il vous plaît.
error-long = Cette question est trop longue : { $length } caractères pour { $limit } au plus.
error-binary = Ce n’est pas un texte lisible.
answers-numbered = { $number }. { $question }
answers-more = Je réponds à cinq questions au plus par message ; merci de poser les autres dans un nouveau message.
presumed = Les documents ne donnent pas { $value } pour { $subject } ; voici ce qu'ils donnent :

language-en = anglais
language-zh-Hans = chinois simplifié
language-zh-Hant = chinois traditionnel
language-fr = français
language-ja = japonais

follow-edition = Et pour { $edition } ?
follow-attribute = { $subject } : { $attribute } ?
follow-about = Que disent les rapports de { $subject } ?
follow-rank = Top 5 des modèles au { $edition }
example-score = Quel est le score de { $subject } au { $edition } ?
example-compare = Compare { $first } et { $second } au { $edition }
example-attribute = { $subject } : { $attribute } ?

history-edition = { $attribute } ({ $edition }) :
history-line = { $subject } : { $value } ({ $when })
history-released = sortie { $date }
profile-models = Modèles par { $attribute } ({ $edition }) :
profile-open = { $line }, poids ouverts
profile-others = Modèles sans score dans les documents :
profile-figures = { $subject } :
profile-missing = Pas dans les documents pour { $subject } : { $attributes }.
editions-index = Indice : { $index }
editions-published = Publication : { $date }
editions-unpublished = Publication : les documents ne disent pas quand.
editions-holds = Contenu : { $models ->
    [one] { $models } modèle
   *[other] { $models } modèles
 }, { $figures ->
    [one] { $figures } chiffre
   *[other] { $figures } chiffres
 }, { $documents ->
    [one] { $documents } document
   *[other] { $documents } documents
 }
editions-margin = Les scores à ±{ $margin } près, la marge que donne l’édition, sont à égalité.
editions-exact = L’édition ne donne pas de marge : seuls des scores égaux sont à égalité.
editions-together = Comparable avec { $editions }, selon le jugement de Footnote.
editions-apart = Non comparable avec { $editions }, selon le jugement de Footnote : { $reason }
plot-sources = Sources : { $sources }
plot-alt-bars = Diagramme en barres : { $title }.
plot-alt-steps = Diagramme en escalier : { $title }.
plot-alt-panel = { $title } : { $points }.
plot-alt-more = et { $number } autres
plot-times = Les chiffres de { $editions } sont de moments différents.
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
abstain-scores = Ce corpus ne contient pas de scores à consulter, à comparer ou à classer.
abstain-lab = { $name } n’est pas un laboratoire, et aucun document ne dit duquel cela relève.
command-rank = Classe les modèles
command-rank-of = Classe les modèles de { $names }
command-history = { $name } : { $attribute } dans toutes les éditions
command-profile = Que disent les rapports de { $name } ?
command-editions = Quelles éditions y a-t-il, et peut-on les comparer ?
