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
button-stop = Arrêter la rédaction
button-back = Retour
button-next = Suite ({ $page }/{ $pages })
share-done = Cette réponse est déjà publiée :
share-button = La réponse est publiée ; seul le bouton n’a pas pu être retiré de cette carte. Le presser à nouveau ne publie rien.
button-shared = Partagé …
share-how = Comment voulez-vous la partager ?
share-where = … ou la publier dans un autre salon ou fil
way-here = Dans ce salon
way-link = Par un lien
told-link = La rend publique : qui a l’adresse peut la lire
way-private-link = Par un lien privé
told-private-link = Seulement pour qui reçoit l’adresse ; elle expire après une semaine
way-picture = En image
told-picture = Un PNG avec la réponse, ses citations et ses sources
told-pictured-picture = Son code mène à la page de la réponse, qui devient publique
way-markdown = En fichier : Markdown
way-json = En fichier : JSON, qui peut être revérifié
way-bibtex = Ses sources : BibTeX
way-ris = Ses sources : RIS (EndNote, Zotero)
way-apa = Ses sources : APA
way-gbt7714 = Ses sources : GB/T 7714
way-unshare = Retirer le partage
told-unshare = Enlève la copie de son salon et met la page hors ligne
share-posted = La réponse est publiée :
share-link = Cette réponse est maintenant publique : qui a l’adresse peut la lire avec ses citations. *Retirer le partage*, dans le même menu, y met fin.
share-private-link = Qui a cette adresse peut lire la réponse, personne d’autre. Elle expire le { $ends }, ou quand vous supprimez la réponse.
share-pictured = Le code de l’image mène à la page de la réponse, qui est maintenant publique. *Retirer le partage*, dans le même menu, y met fin.
share-file = Voici votre fichier. Personne d’autre ne le voit.
share-taken-back = Partage retiré : il n’y a plus de copie dans un salon, et la page est hors ligne.

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
    • `/suivre` : être prévenu quand de nouveaux documents changent les chiffres d’un modèle ou d’un labo
help-measures = • avec *mesure*, tout chiffre que nomment les documents ; `/classement` seul dit lesquels, s’il n’y a pas de scores
help-manages =
    • `/enseigné` – les questions et les réponses que l’on m’a apprises · `/bilan` – ce que l’on demande, et ce à quoi je n’ai pas su répondre
    • `/faits vérifier` – les chiffres que j’ai lus dans vos rapports, à confirmer · `/diagnostic` – ce qui ne va pas, et que faire
help-promises = Si les rapports n’en disent rien, je vous le dis. Je garde les réponses un temps limité pour que leurs boutons fonctionnent ; **Supprimer** en efface une aussitôt, et `/confidentialité` montre et efface tout ce que je garde de vous.
help-scales = Je ne mélange jamais les scores d’éditions non comparables.

error-cooldown = Un instant, s’il vous plaît : vous pourrez redemander dans { $seconds ->
    [one] 1 seconde
   *[other] { $seconds } secondes
}.
error-busy = Je réponds déjà à beaucoup de questions. Redemandez dans un instant, s’il vous plaît.
error-stopping = Je redémarre. Redemandez dans une minute, s’il vous plaît.
error-slow = C’était trop long et j’ai dû abandonner. Réessayez, peut-être avec une question plus courte.
error-question = Je n’y trouve pas de question : c’est vide, trop long, ou ce n’est pas du texte. Formulez-la en une ou deux phrases.
error-unreadable = Je ne peux pas lire le message auquel vous répondez : il ne contient pas de texte, ou Discord ne me montre pas les messages qui ne me mentionnent pas. Écrivez-moi la question, ou faites un clic droit sur ce message → Applications → *Interroger à ce sujet*.
error-expired = Cette réponse n’est plus conservée, ses boutons ne fonctionnent donc plus. Posez simplement la question à nouveau.
error-withdrawn = Une partie de ce que cite cette réponse a été retirée, ou ne peut plus être lue ici. Posez simplement la question à nouveau.
error-collection = Il n’y a pas de collection de ce nom ici. Laissez l’option vide pour interroger tout ce qui peut être lu ici.
error-delete = Seuls l’auteur de la question et les modérateurs peuvent supprimer cette réponse.
error-stop = Seul l’auteur de la question peut l’arrêter.
error-share = Je ne peux pas la publier ici : il faut que vous et moi ayons le droit d’écrire dans ce salon.
error-share-unclear = Discord ne m’a pas dit si la réponse a été publiée. Si vous ne la voyez pas dans le salon, pressez de nouveau *Partager*.
error-share-there = Je ne peux pas la publier là : il faut que vous et moi ayons le droit de voir ce salon et d’y écrire.
error-share-file = La page de la réponse est maintenant publique ({ $url }), mais l’image n’a pas pu être faite ou envoyée. Réessayez, ou choisissez *Retirer le partage*.
error-unshare-card = La page est hors ligne et la réponse de la copie oubliée, mais Discord ne m’a pas laissé enlever la copie de son salon. Pressez *Supprimer* sous elle, ou choisissez de nouveau *Retirer le partage* dans un instant.
error-pages = Il n’y a pas de pages en ce moment, donc pas de lien. Rien n’a été changé ; prévenez l’exploitant.
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

# Les salons comme source : pour les administrateurs.
command-channel = salon
describe-channel = Ajouter des messages choisis d’un salon ou d’un fil aux rapports de ce serveur
option-channel = salon
describe-source = Le salon ou le fil ; à défaut, celui-ci
option-authors = auteurs
describe-authors = Garder les noms des auteurs (à défaut : comme avant, au début non)
option-stop = arrêter
describe-source-stop = Retirer tous ses messages
channel-named = Désormais, je réponds aussi d’après { $channel } : d’après ses messages épinglés et ceux que vous choisissez avec *{ $menu }* ({ $count ->
    [one] { $count } message jusqu’ici
   *[other] { $count } messages jusqu’ici
}). Ce qui y est modifié, désépinglé ou supprimé suit en quelques secondes.
channel-whole = Comme c’est un fil, tout ce que l’on y écrit est repris aussi.
channel-not-whole = Tout ce qui s’écrit dans ce fil n’est pas repris : Discord ne me montre les autres messages que si mon exploitant active *Message Content*.
channel-unread = Discord ne me montre pas le texte des messages qui ne me mentionnent pas, sauf si mon exploitant active *Message Content* : { $count ->
    [0] aucun message épinglé n’est laissé de côté pour cela
    [one] { $count } message épinglé est laissé de côté
   *[other] { $count } messages épinglés sont laissés de côté
}. Ceux que vous choisissez, vous me les montrez vous-même ; celui qui est modifié ensuite doit être choisi à nouveau.
channel-authors = Les noms des auteurs sont gardés. Pour les retirer : `auteurs: False`.
channel-no-authors = Les noms des auteurs ne sont pas gardés.
channel-hidden = Tous les membres de ce serveur ne voient pas ce salon, mais quiconque m’interroge ici peut voir ce que j’en cite.
channel-stopped = Tous les messages de { $channel } sont retirés des rapports.
channel-chosen = Ce message fait maintenant partie des rapports. S’il est modifié ou supprimé dans { $channel }, les rapports suivent.
error-channel-administrators = Seuls les administrateurs de ce serveur peuvent ajouter des messages à ses rapports.
error-channel-closed = Je ne peux pas lire ce salon : il me faut les permissions *Voir le salon* et *Voir les anciens messages*.
error-channel-kind = Ce n’est ni un salon textuel ni un fil de ce serveur.
error-channel-unnamed = Ce salon ne fait pas partie des rapports. Pour en ajouter des messages, désignez-le d’abord : `/corpus salon`.
error-channel-many = Ce serveur a { $most } salons dans ses rapports et ne peut en avoir davantage. Retirez-en un d’abord : `/corpus salon` avec `arrêter`.
error-channel-wordless = Ce message n’a pas de mots que je puisse citer, ou c’est l’un des miens.

# Reports of a server's own: for administrators. Form: title and labels at most 45 characters, what is told 100.
command-corpus = rapports
describe-corpus = Les rapports propres à ce serveur
command-add = ajouter
describe-add = Ajouter des rapports à ce serveur : fichiers ou adresses web
command-list = liste
describe-list = Les rapports propres à ce serveur, et les autres qu’il lit
command-remove = retirer
describe-remove = Retirer un rapport ou écarter une collection partagée ; les deux s’annulent
option-document = document
describe-document = Un rapport de ce serveur, ou une collection partagée
command-status = état
describe-status = Ce qui est en cours de lecture, ce qui est conservé et ce qui est permis
menu-add = Ajouter aux rapports
corpus-form-title = Ajouter des rapports
corpus-form-files = Fichiers
corpus-form-files-told = PDF, Word, diapos, tableurs, livres, pages web, texte : 10 au plus, { $megabytes } Mo chacun
corpus-form-addresses = Adresses web
corpus-form-addresses-told = À la place des fichiers ou en plus : une par ligne, 10 au plus
corpus-form-name = Titre
corpus-form-name-told = Pour un seul rapport, s’il ne le dit pas bien lui-même
corpus-form-edition = Édition
corpus-form-edition-told = De tous les rapports, comme 2025-Q1 ; sinon je la trouve si possible
corpus-doing-add = Ajout de rapports
corpus-doing-remove = Retrait
corpus-doing-restore = Rétablissement
corpus-done-add = Rapports ajoutés
corpus-done-remove = Retiré
corpus-done-restore = Rétabli
corpus-nothing = Rien n’a changé
corpus-done-away = Écartée : je ne réponds plus d’après elle ici
corpus-done-read = Je réponds de nouveau d’après elle ici
corpus-receiving = Réception des fichiers
corpus-waiting = En attente de son tour
corpus-reading = Lecture
corpus-building = Préparation des réponses
corpus-receiving-of = Réception des fichiers : { $done } sur { $total }
corpus-reading-of = Lecture : { $done } sur { $total }
corpus-building-of = Préparation des réponses : { $done } passages sur { $total }
corpus-goes-on = Cela continue même si vous fermez ce message ; `/rapports état` dira ce qu’il en est.
corpus-title-unused = Le titre n’a pas été repris : il ne vaut que pour un seul rapport.
corpus-kind = un type de fichier que je ne lis pas
corpus-large = plus de { $megabytes } Mo
unread-encrypted = est chiffré ; retirez son mot de passe
unread-protected = est protégé d’une manière qui empêche de le lire ; imprimez-le dans un nouveau PDF
unread-copying = est chiffré contre la copie ; procurez-vous le sans cette protection
unread-empty = est vide
unread-no-text = ne contient pas de texte
unread-blank = est vide : il n’y a pas de texte
unread-script = ne contient pas de texte ; si des scripts remplissent la page, enregistrez-la depuis un navigateur en HTML ou en PDF
unread-pictures = contient des images et pas de texte ; enregistrez-le en PDF
unread-scan = est numérisé : ses pages sont des images sans texte ; rien n’a pu y être lu
unread-scan-alone = est numérisé : ses pages sont des images sans texte ; pour les lire, l’exploitant doit installer footnote[ocr]
unread-large = dépasse { $count } Mo ; divisez-le
unread-text = contient plus de { $count } caractères de texte ; divisez-le
unread-characters = contient plus de { $count } caractères ; divisez-le
unread-millions = contient plus de { $count } millions de caractères ; divisez-le
unread-pages = a { $count } pages, alors que { $most } au plus sont lues ; divisez-le
unread-slow = a demandé plus de { $count } s de lecture ; divisez-le
unread-memory = demande plus de mémoire qu’il n’y en a ; divisez-le
unread-kind = n’est pas ce que dit son nom, ou est d’un format qui n’est pas lu ({ $suffix }) ; enregistrez-le en PDF ou en .docx
unread-unknown = est d’un format inconnu ; donnez-lui l’extension de son format
unread-binary = contient des données binaires et non du texte ; donnez-lui l’extension de son format
unread-no-pdf = n’est pas un PDF, quoi que dise son nom
unread-office = est dans un format bureautique d’avant 2007 ; enregistrez-le dans le format actuel (.docx, .pptx, .xlsx)
unread-archive = est une archive ; extrayez-en les fichiers et ajoutez-les
unread-zip = est une archive ZIP endommagée ou qui n’est pas un document ; enregistrez-la de nouveau, ou ajoutez les fichiers qu’elle contient
unread-damaged = { $what ->
    [workbook] est un classeur endommagé ; enregistrez-le de nouveau
   *[other] est endommagé ; enregistrez-le de nouveau
}
unread-damaged-pdf = est un PDF endommagé ; copiez-le ou téléchargez-le de nouveau
unread-damaged-page = est endommagé : la page { $count } sur { $most } ne peut pas être lue ; copiez-le ou téléchargez-le de nouveau
unread-cut-off = est tronqué : la fin manque ; copiez-le ou téléchargez-le de nouveau
corpus-changed = nouvelle version
corpus-unchanged = déjà présent
corpus-pages = { $count ->
    [one] { $count } page
   *[other] { $count } pages
}
corpus-more = … et { $count } de plus
corpus-gone = Ces rapports n’existent plus ici. Référence : `{ $reference }`
corpus-cut-short = Le travail a été interrompu. Ce qui est indiqué ici est conservé ; ajoutez le reste de nouveau. Si cela persiste, donnez cette référence à l’exploitant : `{ $reference }`
corpus-list-title = Rapports de ce serveur
corpus-count = { $count ->
    [one] { $count } rapport
   *[other] { $count } rapports
}
corpus-none = Il n’y en a pas encore. Ajoutez-en avec `/rapports ajouter`, ou par un clic droit sur un message → Applications → *Ajouter aux rapports*.
corpus-added-on = ajouté le { $date }
corpus-also = Je réponds aussi d’après : { $titles }
corpus-away = Écartées : { $titles }
corpus-read = Répondre de nouveau d’après { $title }
corpus-put-away = Écarter : { $title }
corpus-status-title = Rapports de ce serveur
corpus-held = { $count ->
    [one] { $count } rapport sur { $most } au plus
   *[other] { $count } rapports sur { $most } au plus
}
corpus-passages = { $count ->
    [one] { $count } passage
   *[other] { $count } passages
}
corpus-size = { $size } Mo
corpus-version = version { $version }
corpus-limits = Fichiers de { $megabytes } Mo au plus, 10 à la fois. Ils ne servent de réponses qu’à ce serveur.
corpus-idle = Rien n’est en cours.
error-corpus = Seuls les administrateurs peuvent gérer les rapports d’un serveur, et seulement dans ce serveur.
error-corpus-nothing = Il n’y a rien à ajouter : donnez des fichiers ou des adresses web (https://…).
error-corpus-many = C’est trop à la fois : ajoutez au plus { $most } fichiers et { $most } adresses. Rien n’a été ajouté.
error-corpus-header = Le titre ou l’édition ne convient pas : écrivez-le sur une ligne, sans caractères invisibles. Rien n’a été ajouté.
error-corpus-waiting = { $count } travaux sont encore en cours pour ce serveur. Réessayez quand le premier sera fini ; `/rapports état` les montre.
error-corpus-full = La place manque : ce serveur a { $held } rapports sur { $most } au plus. Retirez-en d’abord (`/rapports retirer`), ou demandez-en davantage à l’exploitant.
error-corpus-room = Mon disque est presque plein ; rien n’a été ajouté. Prévenez l’exploitant.
error-corpus-unknown = Il n’y a pas de tel rapport ici. Choisissez-en un dans la liste qui s’ouvre pendant la saisie.
error-corpus-undo = Il n’y a plus rien à annuler ici.
error-corpus-late = Cela ne peut plus être annulé : ce qui est retiré est gardé un jour. Ajoutez-le de nouveau.
error-corpus-undone = C’est déjà annulé.

# Ce que l’on dit d’une réponse. Formulaire : titre et libellés 45 caractères au plus, options et précisions 100.
button-helpful = Utile
button-unhelpful = Pas utile
feedback-title = Qu’est-ce qui ne va pas dans la réponse ?
feedback-reason = Raison
feedback-wrong = Elle est fausse
feedback-unsupported = La source ne le dit pas
feedback-outdated = Elle est périmée
feedback-missing = Il manque quelque chose
feedback-beside = Elle est à côté de la question
feedback-words = Avec vos mots
feedback-words-told = Si vous le souhaitez. Les administrateurs de ce serveur peuvent le lire, sans votre nom.
feedback-thanks = Merci. Presser à nouveau le bouton retire cet avis.
feedback-noted = Merci, c’est noté. Vous pouvez le modifier en pressant à nouveau le bouton.
feedback-taken-back = Vous avez retiré cet avis.

# Ce qui est gardé des personnes : dit à chacune d’elles seule.
command-privacy = confidentialité
describe-privacy = Ce que je garde de vous, en fichier et à effacer
button-data = Mes données
button-forget = M’oublier
button-erase = Oui, tout effacer
privacy-title = Ce que je garde de vous
privacy-about = Pour que les boutons des réponses fonctionnent, je garde vos questions avec leur réponse, { $days } jours au plus sauf décision d’un serveur.
privacy-answers = { $count ->
    [one] { $count } question avec sa réponse
   *[other] { $count } questions avec leurs réponses
}
privacy-feedback = { $count ->
    [one] { $count } avis sur une réponse
   *[other] { $count } avis sur des réponses
}
privacy-watches = { $count ->
    [one] { $count } réponse que vous suivez
   *[other] { $count } réponses que vous suivez
}
privacy-beside = Pendant un quart d’heure, je me souviens aussi de ce qui a été dit, pour comprendre la suite. Des administrateurs, je garde qui a changé quoi.
privacy-servers = Ce que vous avez écrit dans des salons repris dans les rapports d’un serveur appartient à ce serveur ; votre nom en disparaît si vous vous faites oublier.
privacy-data = Voici tout ce que je garde de vous. C’est un fichier JSON ; vous seul pouvez le voir ici.
privacy-sure = Tout serait effacé partout, immédiatement et définitivement : vos questions avec leurs réponses, vos avis, ce que vous suivez et votre nom dans les salons repris dans des rapports. Les boutons de vos réponses cessent de fonctionner. Les messages restent dans Discord ; supprimez-les là. Dois-je le faire ?
privacy-forgotten = { $count ->
    [0] C’est fait : je ne garde plus rien de vous.
    [one] C’est fait : je ne garde plus rien de vous. { $count } réponse a disparu.
   *[other] C’est fait : je ne garde plus rien de vous. { $count } réponses ont disparu.
}
error-forget = Vos questions, vos avis et vos suivis sont effacés, mais pas tout le reste : mon disque est plein ou inutilisable. Pressez à nouveau le bouton plus tard.

# Bilan des questions : pour les administrateurs d’un serveur.
command-watch = suivre
describe-watch = Être prévenu quand ce qu’on sait d’un modèle ou d’un labo change, ou voir ce que vous suivez
describe-watched = De qui suivre les chiffres ; laissez vide pour voir ce que vous suivez
command-insights = bilan
describe-insights = Ce qui a été demandé ici sans réponse, le plus souvent, et avec le plus de critiques
option-days = jours
describe-days = Nombre de jours à considérer (30)
insights-title = { $days ->
    [one] Ce qui a été demandé ici le dernier jour
   *[other] Ce qui a été demandé ici ces { $days } derniers jours
}
insights-asked = { $count ->
    [one] { $count } question
   *[other] { $count } questions
}, dont { $unanswered } sans réponse
insights-gaps = Sans réponse, regroupées par sens
insights-most = Les plus posées
insights-disputed = Les plus contestées
insights-kept = Seulement ce qui a été demandé à la vue de tous, tant que la réponse est conservée. On ne dit pas qui a demandé.
error-insights = Seuls les administrateurs d’un serveur peuvent voir ce qui y a été demandé.

# Suivre une réponse : qui la suit est prévenu quand elle change.
button-watch = Suivre
button-watch-here = Prévenir aussi ce salon
button-unwatch = Ne plus suivre
watch-begun = Je vous enverrai un message privé quand de nouveaux documents changeront cette réponse, une fois à chaque changement, tant que je la conserve.
watch-begun-here = Je préviendrai ce salon quand de nouveaux documents changeront cette réponse, une fois à chaque changement, tant que je la conserve.
watch-name = Je vous enverrai un message privé quand de nouveaux documents changeront ces chiffres, une fois à chaque changement.
watch-name-here = Je préviendrai ce salon quand de nouveaux documents changeront ces chiffres, une fois à chaque changement.
watch-list = { $count ->
    [0] Vous ne suivez rien pour l’instant. Appuyez sur Suivre sous une réponse, ou nommez un modèle ou un labo avec cette commande.
    [one] **Vous suivez 1 sujet**
   *[other] **Vous suivez { $count } sujets**
}
watch-untold = Une réponse qui n’est plus conservée
watch-ended = Elle n’est plus suivie.
watch-changed = Une réponse a changé
watch-same = Les documents y répondent comme avant.
watch-words = Les mêmes citations, en d’autres mots.
watch-quotes = Elle repose désormais sur d’autres citations.
watch-withdrawn = Les documents n’y répondent plus.
watch-before = Avant
watch-before-gone = Ce qu’elle citait a été retiré, ou ne peut plus être lu ici.
watch-now = Maintenant
error-watch-alone = Posée à nouveau, et seule, cette question reçoit une autre réponse : elle s’appuie sur ce qui précédait ou sur une option, ou bien les documents ont changé. Posez-la en entier, et suivez cette réponse-là.
error-watch-here = Seuls les modérateurs d’un salon peuvent lui faire suivre une réponse ou y mettre fin ; et chacun seulement ce qu’il suit lui-même.
error-watch-name = Ce nom peut désigner plusieurs choses. Choisissez l’une de celles qui sont proposées pendant la saisie.
error-watch-many = { $most } réponses sont déjà suivies, c’est le maximum. Cessez d’abord d’en suivre une.

# Forums: for administrators, and for those who post there. What a tag is called is at most 20 characters.
command-forum = forum
describe-forum = Répondre une fois à chaque nouveau message d’un forum
option-forum = forum
describe-posts = Le forum aux messages duquel je réponds
option-tag = étiquette
describe-tag = L’étiquette du forum pour ce qui est résolu (à défaut : solved)
describe-posts-stop = Ne plus répondre à ses messages
forum-named = Désormais, je réponds une fois à chaque nouveau message de { $channel }. Son titre et son premier texte sont la question ; son auteur et les administrateurs peuvent le marquer comme résolu, ou la réponse comme fausse.
forum-content = Je lis le titre et le premier texte.
forum-titles = Je m’en tiens au titre, et aux premiers textes qui me mentionnent : le reste, Discord ne me le montre que si mon exploitant active *Message Content*, une intention privilégiée, ici et dans le portail des développeurs de Discord.
forum-missing = Pour y répondre, il me faut encore ces permissions : { $permissions }.
forum-tag = Ce qui est résolu reçoit l’étiquette *{ $tag }*.
forum-tag-forbidden = Pour poser l’étiquette *{ $tag }* sur ce qui est résolu, il me faut encore la permission *Gérer les fils* ; sans elle, seule ma réponse le dit.
forum-tagless = Ce forum n’a pas d’étiquette *{ $tag }* : seule ma réponse dit ce qui est résolu.
forum-stopped = Je ne réponds plus aux messages de { $channel }.
forum-undone = C’est annulé.
permission-view_channel = *Voir le salon*
permission-send_messages_in_threads = *Envoyer des messages dans les fils*
permission-read_message_history = *Voir les anciens messages*
button-solved = Résolu
button-wrong = Faux
post-solved = Résolu
post-wrong = Marquée comme fausse
post-marked-solved = Marqué comme résolu. Presser à nouveau le bouton le retire.
post-marked-wrong = Marquée comme fausse. Presser à nouveau le bouton le retire.
post-marked-open = Vous avez retiré cet avis.
post-tag-forbidden = L’étiquette reste comme elle était : il me manque la permission *Gérer les fils*.
post-tags-full = L’étiquette reste comme elle était : il y en a déjà cinq.
post-tag-failed = L’étiquette reste comme elle était : Discord a eu un problème.
error-post = Seuls l’auteur de ce message ou un administrateur peuvent dire si c’est résolu.
error-forum = Seuls les administrateurs de ce serveur peuvent dire dans quels forums je réponds.
error-forum-kind = Ce n’est pas un forum de ce serveur que je puisse voir : il m’y faut la permission *Voir le salon*.
error-forum-unnamed = Je ne réponds pas aux messages de ce forum.
error-forum-many = Je réponds déjà dans { $most } forums de ce serveur, c’est le maximum. Arrêtez-en un d’abord.

# Taught answers. Form: title and labels at most 45 characters, what is told 100.
command-taught = enseigné
describe-taught = Les réponses enseignées par des administrateurs : les voir, ajouter, modifier, retirer
option-answer = réponse
describe-taught-answer = L’une d’elles, d’après sa question ; à défaut, toutes
taught-by = Enseigné par un administrateur le { $date } – non vérifié dans les rapports
taught-for = Enseigné pour la question : { $question }
taught-source = Source :
taught-documents = Ce que disent les rapports :
taught-title = { $count ->
    [0] Aucune réponse n’a encore été enseignée ici
    [one] { $count } réponse enseignée
   *[other] { $count } réponses enseignées
}
taught-how = `/enseigné` avec *réponse* en montre une, à modifier ou à retirer. Elles s’affichent pour quiconque pose ici la même question, quels que soient ses mots, et nulle part ailleurs.
taught-kept = C’est enseigné. Quiconque pose ici la même question le voit, signalé comme enseigné par un administrateur, avec sa source.
taught-withdrawn = Retirée : elle ne s’affiche plus. Les réponses déjà données la gardent.
taught-restored = C’est annulé.
teach-title = Enseigner une réponse
teach-question = Question
teach-question-told = Comme on la pose ; noms, nombres et années devront être les mêmes
teach-answer = La bonne réponse
teach-answer-told = Montrée comme la parole d’un administrateur, à côté de ce que disent les rapports
teach-source = Source
teach-source-told = Une adresse (https://…), ou quel document le dit, et où
button-teach = Enseigner la bonne réponse
button-change = Modifier
button-withdraw = Retirer
insights-teach = Enseigner la bonne réponse à …
error-taught = Seuls les administrateurs peuvent enseigner des réponses, et seulement pour leur propre serveur.
error-taught-empty = Rien n’a été enseigné : « { $field } » est vide. Il faut une question, une réponse et sa source.
error-taught-long = Rien n’a été enseigné : « { $field } » a plus de { $most } caractères.
error-taught-many = Ce serveur a { $most } réponses enseignées, c’est le maximum. Retirez-en une d’abord : `/enseigné`.
error-taught-gone = Cette réponse enseignée n’existe plus.
error-taught-undone = C’est déjà annulé, ou quelqu’un l’a modifié depuis.

# Keys for other programs: for administrators of a server.
command-api-key = clé-api
describe-api-key = Laisser d’autres programmes interroger ce que ce serveur peut lire
command-key-create = créer
describe-key-create = Créer une clé pour un programme ; elle n’est montrée qu’une fois, et qu’à vous
command-key-list = liste
describe-key-list = Les clés de ce serveur, jamais les clés elles-mêmes
command-key-withdraw = révoquer
describe-key-withdraw = Mettre fin à une clé immédiatement
option-program = programme
describe-program = Le nom de la clé : le programme auquel elle est destinée
api-key-made = Une clé pour { $name }
api-key-once = Elle n’est montrée que cette fois, et qu’à vous ; je n’en garde qu’une empreinte. Qui la possède lit ce que lit ce serveur.
api-key-use = Les programmes l’envoient sous la forme `Authorization: Bearer …` ; `{ $path }` décrit ce qu’ils peuvent demander.
api-key-held = Clés de ce serveur
api-key-none = Ce serveur n’a pas de clé.
api-key-withdrawn = La clé pour { $name } est révoquée : qui l’utilise est désormais refusé.
error-api-key = Seuls les administrateurs peuvent gérer les clés d’un serveur, et seulement dans ce serveur.
error-api-key-name = Le nom d’une clé tient sur une ligne de 1 à { $most } caractères visibles.
error-api-key-taken = Il y a déjà une clé de ce nom. Révoquez-la d’abord, ou choisissez un autre nom.
error-api-key-many = Ce serveur a { $most } clés, c’est le maximum. Révoquez-en une d’abord.
error-api-key-unknown = Il n’y a pas de clé de ce nom ici.

command-diagnose = diagnostic
describe-diagnose = Si je peux travailler sur ce serveur, et que faire sinon
diagnose-title = Diagnostic
error-diagnose = Seuls les administrateurs peuvent me faire examiner un serveur, et uniquement le leur.
diagnose-permitted = J’ai toutes les permissions nécessaires dans les salons que je vois.
diagnose-lacks-here = Dans ce salon, il me manque : { $permissions }. Donnez-les à mon rôle dans les paramètres du salon.
diagnose-lacks = Dans { $count } autres salons, il me manque des permissions ({ $permissions }) : { $channels }. Donnez-les à mon rôle, ou retirez-moi de ces salons.
diagnose-content = Je peux aussi lire les messages qui ne me mentionnent pas (*Message Content* est activé).
diagnose-mentions = Je ne lis que ce qui me mentionne, me répond ou est une commande (*Message Content* est désactivé).
diagnose-documents = Ici, je réponds à partir de { $titles }.
diagnose-no-documents = Il n’y a rien ici à partir de quoi répondre. Ajoutez des rapports avec `/corpus add`.
diagnose-answered = Un exemple a reçu sa réponse et ses citations en { $seconds } s.
diagnose-abstained = Un exemple n’a pas reçu de réponse. Si des rapports viennent d’être ajoutés, attendez une minute ; sinon, prévenez la personne qui m’exploite.
diagnose-unanswered = Un exemple n’a pas pu être posé. Prévenez la personne qui m’exploite : sa commande `qa doctor` dit ce qui ne va pas.
diagnose-database = Ce que je conserve peut être lu et écrit.
diagnose-no-database = Ma base de données ne répond pas : les boutons sous les anciennes réponses ne marcheront pas. Prévenez la personne qui m’exploite.
diagnose-no-model = Aucun modèle de langue n’est configuré : les réponses restent telles que trouvées.
diagnose-model = Un modèle de langue formule les réponses ; chaque affirmation est vérifiée avec ses citations.
diagnose-model-resting = Le modèle de langue ne répond pas en ce moment : les réponses restent telles que trouvées. Je réessaie de moi-même.
diagnose-pages = Les réponses peuvent être partagées en pages web.
diagnose-no-pages = Les réponses ne peuvent pas être partagées en pages web : la personne qui m’exploite n’a pas fixé d’adresse.
permission-send_messages = *Envoyer des messages*
permission-attach_files = *Joindre des fichiers*

# Settings of a server, of a channel, of a person. Labels and what is told of a setting at most 100 characters.
command-settings = réglages
describe-settings = Comment je réponds dans ce serveur ou un salon ; en message privé, comment je vous réponds
describe-settings-channel = Un salon qui a ses propres réglages ; sans lui, tout le serveur
settings-title-server = Réglages de ce serveur
settings-title-channel = Réglages de { $channel }
settings-title-me = Vos propres réglages
settings-how = Chaque changement vaut dès la question suivante. **Annuler** revient sur le dernier.
settings-how-me = Ils valent en message privé et dans les serveurs où je ne suis pas, et partout où un serveur laisse le choix.
settings-pick = Changer…
settings-type = Saisir…
settings-content = Là où chaque message est une question, je ne vois que ceux qui me mentionnent : la personne qui m’exploite doit activer *Message Content*, ici et dans le portail des développeurs de Discord.
settings-closed = Je ne peux pas écrire dans { $channels } : il m’y faut les permissions *Voir le salon* et *Envoyer des messages*.
settings-managers = Discord ne montre les commandes d’administration qu’aux administrateurs : laissez les autres les voir dans Paramètres du serveur → Intégrations.
settings-form-days = Jours (1 à { $most } ; vide : { $most })
settings-form-questions = Questions d’une personne (1 à { $most })
settings-form-seconds = En tant de secondes ({ $least } à { $most })
setting-language = Langue
setting-language-told = La langue dans laquelle je réponds
setting-language-unset = celle de la question
setting-language-asked = Celle de la question
setting-where = Où je réponds
setting-where-told = Dans quels salons je réponds aux messages ; les commandes marchent partout
setting-where-unset = partout
setting-where-everywhere = Je réponds aux messages ici
setting-where-chosen = Dans des salons choisis ; ailleurs, les commandes ont une réponse privée
setting-where-commands = Aux commandes seulement
setting-chosen = Salons choisis
setting-chosen-told = Où je réponds, si ce n’est que dans des salons choisis
setting-chosen-unset = aucun
setting-ask = Salons de questions
setting-ask-told = Salons où chaque message est une question
setting-ask-unset = aucun
setting-here-yes = Ici, chaque message est une question
setting-here-no = Ici, seul ce qui m’est adressé est une question
setting-private = Réponses privées
setting-private-told = Si les commandes ne répondent qu’à qui demande, sauf demande contraire
setting-private-unset = comme chacun le veut ; visibles de tous sans précision
setting-private-yes = Pour qui demande seulement
setting-private-no = Visibles de tous
setting-roles = Qui peut demander
setting-roles-told = Rôles qui peuvent m’utiliser ; les administrateurs le peuvent toujours
setting-roles-unset = tout le monde
setting-managers = Qui m’administre
setting-managers-told = Rôles qui peuvent ici ce que peuvent les administrateurs, sauf changer ceci
setting-managers-unset = les administrateurs
setting-cooldown = Délai
setting-cooldown-told = Combien de questions une personne peut poser en combien de secondes
setting-cooldown-unset = comme l’exploitant l’a réglé
setting-cooldown-value = { $questions ->
    [one] { $questions } question
   *[other] { $questions } questions
} en { $seconds } s
setting-days = Conservation
setting-days-told = Combien de jours je garde les réponses ; moins de jours en effacent aussitôt, pour de bon
setting-days-unset = comme l’exploitant l’a réglé
setting-days-value = { $days ->
    [one] { $days } jour
   *[other] { $days } jours
}
setting-share = Pages de réponses
setting-share-told = Si les réponses peuvent devenir des pages web ; sinon, celles qui existent sont hors ligne
setting-share-unset = activées
setting-share-yes = Activées
setting-share-no = Désactivées
setting-as-server = Comme dans tout le serveur
setting-forum-on = Les publications d’un forum ont une réponse
setting-forum-off = Les publications d’un forum n’ont plus de réponse
error-settings = Seuls ceux qui administrent ce serveur peuvent changer ses réglages. Pour les vôtres, envoyez-moi `/réglages` en message privé.
error-settings-managers = Seuls les administrateurs eux-mêmes peuvent dire qui d’autre m’administre.
error-settings-value = Ce réglage est impossible : il sort de ce que permet l’exploitant de ce bot, ou n’est pas un nombre. Rien n’a changé.
error-settings-channel = Je ne vois plus ce salon.
error-absent = Pour cela, il faut que je sois dans ce serveur : demandez à un administrateur de m’y ajouter. Ce que vous avez apporté vous-même, `/demander` et les autres commandes pour tous, marche quand même ici.
error-roles = Dans ce serveur, seuls les membres ayant certains rôles peuvent me questionner. Adressez-vous à un administrateur.
error-elsewhere = Je ne réponds pas aux messages dans ce salon. Demandez-moi dans { $channels }, ou utilisez `/demander`.
error-commands-only = Je ne réponds pas aux messages dans ce salon. Utilisez-y `/demander` : vous seul verrez la réponse si vous le voulez.
error-pages-off = Ce serveur ne partage pas de réponses en pages web. Vous pouvez la partager dans un salon, en image ou en fichier.

# The log of what administrators did.
audit-title = Ce qu’ont fait les administrateurs
audit-none = Rien jusqu’ici.
audit-kept = Gardé { $days } jours. Qui se fait oublier (`/confidentialité`) n’y est plus nommé.
audit-newer = Plus récent
audit-older = Plus ancien
act-setting-undone = Annulé ; désormais { $told }
act-taught = A enseigné une réponse
act-taught-changed = A changé une réponse enseignée
act-taught-withdrawn = A retiré une réponse enseignée
act-taught-undone = A annulé un changement d’une réponse enseignée
act-key-made = A créé la clé { $name }
act-key-withdrawn = A retiré la clé { $name }
act-reports-add = { $count ->
    [one] A remis { $count } rapport
   *[other] A remis { $count } rapports
}
act-reports-remove = { $count ->
    [one] A retiré { $count } rapport
   *[other] A retiré { $count } rapports
}
act-reports-restore = { $count ->
    [one] A remis { $count } rapport
   *[other] A remis { $count } rapports
}
act-collection-away = A écarté la collection { $name }
act-collection-read = A repris la collection { $name }
act-channel = A repris { $channel } dans les rapports
act-channel-stopped = A retiré { $channel } des rapports
act-message = A repris un message de { $channel } dans les rapports
act-review = A décidé de chiffres extraits

# The first message in a server, and what the bot is.
command-about = à-propos
describe-about = Sur quels rapports je m’appuie, leur âge, et comment les réponses sont vérifiées
welcome-knows = Je réponds d’après : { $titles }
welcome-empty = Je n’ai pas encore de rapports ici.
welcome-administrators = Pour les administrateurs
welcome-settings = • `/réglages` – langues, salons, rôles, limites, confidentialité
welcome-reports = • `/rapports ajouter` – vos propres rapports, pour ce serveur seul
welcome-about = `/à-propos` dit sur quoi je m’appuie et comment les réponses sont vérifiées ; `/confidentialité`, ce que je garde.
about-title = À propos de moi
about-reports = { $count ->
    [0] Rapports
    [one] Le rapport d’après lequel je réponds ici
   *[other] Les { $count } rapports d’après lesquels je réponds ici
}
about-documents = { $count ->
    [one] { $count } document
   *[other] { $count } documents
}
about-numbers = **D’où viennent les chiffres :** chacun se trouve dans une phrase ou un tableau de ces rapports, ou une personne l’a accepté. Je calcule avec les chiffres, mais je n’en devine aucun, et je ne mêle jamais des éditions qui ne se comparent pas.
about-checked = **Comment les réponses sont vérifiées :** chaque énoncé porte des citations, chaque citation est comparée mot à mot au document conservé, et chaque nombre doit figurer dans ses citations. Ce qui n’y résiste pas est omis ; s’il ne reste rien, je le dis.
about-privacy = **Confidentialité :** les réponses sont gardées { $days } jours au plus ; `/confidentialité` montre et efface tout ce que je garde de vous.
about-version = Footnote { $version }
about-policy = Politique de confidentialité
about-help = Aide
