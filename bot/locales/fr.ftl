command-ask = demander
describe-ask = Interroger les rapports ; chaque réponse montre ses preuves
option-question = question
describe-question = Votre question, en français, anglais, chinois ou japonais
option-private = privé
describe-private = Réponse visible par vous seul ; vous pourrez la partager ensuite
option-edition = édition
option-collection = collection
describe-edition = Ne chercher que dans cette édition du rapport
describe-collection = Répondre d’après cette collection seulement
command-score = score
describe-score = Les scores d’un modèle, édition par édition
option-model = modèle
describe-model = Le nom du modèle, dans n’importe quelle langue
command-compare = comparer
describe-compare = Comparer de deux à cinq modèles, édition par édition, avec un graphique
option-numbered-model = modèle{ $number }
command-rank = classement
describe-rank = Classer les modèles par score, édition par édition, avec un graphique
option-lab = labo
describe-lab = Un labo ou une entreprise : modèles, utilisateurs, financement, avec les dates
describe-by-lab = Seulement les modèles de ce labo ou de cette entreprise
describe-lab-name = Le nom d’un labo ou d’une entreprise, dans n’importe quelle langue
option-country = pays
describe-country = Seulement les modèles de ce pays
option-open-weights = poids-ouverts
describe-open-weights = Seulement les modèles aux poids déclarés ouverts (ou fermés, avec « false »)
option-top = premiers
describe-top = Nombre de modèles à afficher, à partir du premier
option-measure = mesure
describe-measure = Un autre chiffre que le score, par le nom que les documents lui donnent
command-history = historique
describe-history = Les scores d’un modèle ou d’un labo, édition par édition, chacune à son échelle
option-name = nom
describe-name = Un modèle ou un labo, dans n’importe quelle langue
command-lab = labo
command-editions = éditions
describe-editions = Ce que mesure l’indice de chaque édition, et quelles éditions sont comparables
command-help = aide
describe-help = Ce que fait Footnote et comment l’interroger
menu-ask-about = Interroger à ce sujet
menu-explain = Expliquer cette réponse

ask-about-title = Poser une question sur ce message
ask-about-label = Votre question

asked-by = Question de { $name }
checked = { $count ->
    [one] 1 citation vérifiée
   *[other] { $count } citations vérifiées
}
choose = De quoi parlez-vous ?
button-sources = { $count ->
    [one] Source
   *[other] Sources ({ $count })
}
button-share = Partager
button-delete = Supprimer
button-back = Retour
button-next = Suite ({ $page }/{ $pages })
share-done = Cette réponse est déjà publiée :
share-button = La réponse est publiée ; seul le bouton n’a pas pu être retiré de cette carte. Le presser à nouveau ne publie rien.

in-chart = … et { $count } de plus dans le graphique
sources-title = Sources
open-there = ouvrir à cet endroit
digest-of = Un résumé Footnote de :
publisher-unknown = éditeur non indiqué
date-unknown = date non indiquée
language-en = anglais
language-zh-Hans = chinois simplifié
language-zh-Hant = chinois traditionnel
language-fr = français
language-ja = japonais

help-title = Des réponses vérifiables
help-about = Je réponds à des questions à partir de rapports. Chaque affirmation porte une citation numérotée, et chaque citation a été comparée mot à mot au document conservé.
help-how = Comment demander
help-ways =
    • `/demander` : réponse pour tout le monde, ou pour vous seul avec *privé*
    • mentionnez-moi ou répondez-moi dans un salon ou un fil, ou écrivez-moi en message privé
    • clic droit sur un message → Applications → *Interroger à ce sujet*
help-look-ups =
    • `/score`, `/comparer`, `/classement`, `/historique` : les scores des modèles, avec graphiques
    • `/labo` : ce que les rapports disent d’un labo · `/éditions` : ce que mesure chaque édition
help-measures = • avec *mesure*, tout chiffre que nomment les documents ; `/classement` seul dit lesquels, s’il n’y a pas de scores
help-promises = Si les rapports n’en disent rien, je vous le dis. Je garde les réponses un temps limité pour que leurs boutons fonctionnent ; **Supprimer** en efface une aussitôt.
help-scales = Je ne mélange jamais les scores d’éditions non comparables.

error-cooldown = Un instant, s’il vous plaît : vous pourrez redemander dans { $seconds ->
    [one] 1 seconde
   *[other] { $seconds } secondes
}.
error-busy = Je réponds déjà à beaucoup de questions. Redemandez dans un instant, s’il vous plaît.
error-slow = C’était trop long et j’ai dû abandonner. Réessayez, peut-être avec une question plus courte.
error-question = Je n’y trouve pas de question : c’est vide, trop long, ou ce n’est pas du texte. Formulez-la en une ou deux phrases.
error-unreadable = Je ne peux pas lire le message auquel vous répondez : il ne contient pas de texte, ou Discord ne me montre pas les messages qui ne me mentionnent pas. Écrivez-moi la question, ou faites un clic droit sur ce message → Applications → *Interroger à ce sujet*.
error-expired = Cette réponse n’est plus conservée, ses boutons ne fonctionnent donc plus. Posez simplement la question à nouveau.
error-withdrawn = Une partie de ce que cite cette réponse a été retirée, ou ne peut plus être lue ici. Posez simplement la question à nouveau.
error-collection = Il n’y a pas de collection de ce nom ici. Laissez l’option vide pour interroger tout ce qui peut être lu ici.
error-delete = Seuls l’auteur de la question et les modérateurs peuvent supprimer cette réponse.
error-share = Je ne peux pas la publier ici : il faut que vous et moi ayons le droit d’écrire dans ce salon.
error-share-unclear = Discord ne m’a pas dit si la réponse a été publiée. Si vous ne la voyez pas dans le salon, pressez de nouveau *Partager*.
error-delete-card = J’ai oublié cette réponse, mais Discord ne m’a pas laissé retirer la carte. Pressez de nouveau *Supprimer* dans un instant.
error-storage = Je n’ai pas pu l’enregistrer et n’ai donc rien changé : mon disque est plein ou inutilisable. Réessayez plus tard et prévenez l’exploitant. Référence : `{ $reference }`
error-permission = Il me manque une permission à cet endroit (voir le salon, envoyer des messages). Demandez à un modérateur. Référence : `{ $reference }`
error-discord = Discord a eu un problème avec ma réponse. Réessayez dans un instant. Référence : `{ $reference }`
error-internal = Une erreur s’est produite de mon côté et a été consignée. Réessayez ; si cela persiste, donnez cette référence à l’exploitant : `{ $reference }`

# Review: for administrators. Labels of buttons at most 80 characters, the placeholder and "alike" at most 100.
command-facts = faits
describe-facts = Chiffres extraits automatiquement des documents
command-review = vérifier
describe-review = Accepter ou rejeter les chiffres extraits, par groupes ou un à un
review-sure = confiance : { $confidence }
review-new = nouveau nom ({ $kind ->
    [model] modèle
    [lab] laboratoire
    [application] application
    [company] entreprise
   *[other] { $kind }
 })
review-merged = = { $entity }
review-held = déjà enregistré : { $value }
review-left = { $count ->
    [one] Encore 1 chiffre à vérifier
   *[other] Encore { $count } chiffres à vérifier
}
review-figures = { $count ->
    [one] { $count } chiffre
   *[other] { $count } chiffres
}
review-odd = { $count ->
    [one] { $count } d’un autre ordre de grandeur que le reste
   *[other] { $count } d’un autre ordre de grandeur que le reste
}
review-skipped = { $count ->
    [one] Votre décision est enregistrée, sauf pour { $count } chiffre, tranché ou disparu entre-temps.
   *[other] Votre décision est enregistrée, sauf pour { $count } chiffres, tranchés ou disparus entre-temps.
}
review-none = Il ne reste rien à vérifier.
review-decided = Votre décision est enregistrée, mais cette fiche n’a pas pu être actualisée. Rouvrez `/facts review` pour continuer.
review-undone = Votre décision est annulée, mais cette fiche n’a pas pu être actualisée. Rouvrez `/facts review` pour continuer.
review-merge = Ce nom désigne … (et accepter)
review-alike = ressemblance : { $percent } %
button-accept-all = Tout accepter
button-reject-all = Tout rejeter
button-singly = Un à un
button-accept = Accepter
button-reject = Rejeter
button-skip = Passer
button-undo = Annuler
error-review = Seuls les administrateurs des serveurs désignés par l’exploitant peuvent vérifier les chiffres.
error-review-undo = Vous n’avez pas de décision à annuler.
error-review-undone = Rien n’a été annulé : cette décision l’est déjà, ou vous en avez pris une autre depuis.
error-review-merge = Ce nom ne peut plus être choisi : quelqu’un l’a fusionné ou annulé entre-temps. Examinez ce chiffre à nouveau.
error-review-gone = Ce chiffre n’attend plus de décision. La fiche montre le suivant ; sinon, rouvrez `/facts review`.
error-review-grown = Rien n’a été décidé : des chiffres se sont ajoutés entre-temps. Examinez-les tous à nouveau.

# Explanations: for those who manage a server; what is explained is in English.
explain-differs = Posée de nouveau à l’instant, la question reçoit une autre réponse : ce qui la précédait, ses options ou les documents ne sont plus les mêmes.
error-explain = Seuls les membres qui peuvent gérer ce serveur peuvent se faire expliquer une réponse.
error-explain-what = Ce n’est pas une de mes réponses : choisissez cette commande sur la carte d’une réponse.
