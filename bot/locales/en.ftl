# Commands: names are lower case, at most 32 characters, descriptions at most 100.
command-ask = ask
describe-ask = Ask the reports a question; every answer shows its proof
option-question = question
describe-question = Your question, in English, Chinese, French or Japanese
option-private = private
describe-private = Show the answer only to you; you can share it afterwards
option-edition = edition
describe-edition = Look only into this edition of the report
command-score = score
describe-score = Look up a model's scores, edition by edition
option-model = model
describe-model = The model's name, in any language
command-compare = compare
describe-compare = Compare two to five models, edition by edition, with a chart
option-numbered-model = model{ $number }
command-rank = rank
describe-rank = Rank models by score, edition by edition, with a chart
option-lab = lab
describe-lab = A lab or company, its models, users and money, with dates
describe-by-lab = Only models from this lab or company
describe-lab-name = The name of a lab or company, in any language
option-country = country
describe-country = Only models from this country
option-open-weights = open-weights
describe-open-weights = Only models whose weights are declared open (or, with false, closed)
option-top = top
describe-top = Only so many from the top
command-history = history
describe-history = A model's or lab's scores through all editions, each on its own scale
option-name = name
describe-name = A model or a lab, in any language
command-lab = lab
command-editions = editions
describe-editions = What each edition's index measures, and what it may be compared with
command-help = help
describe-help = What Footnote does and how to ask
menu-ask-about = Ask about this

# The modal of "Ask about this": title and label at most 45 characters.
ask-about-title = Ask about this message
ask-about-label = Your question

# Answers
asked-by = { $name } asked
checked = { $count ->
    [one] 1 quote, checked word for word
   *[other] { $count } quotes, checked word for word
}
choose = Which one do you mean?
button-sources = { $count ->
    [one] Source
   *[other] Sources ({ $count })
}
button-share = Share
button-delete = Delete
button-back = Back
button-next = Next ({ $page }/{ $pages })

# Sources
sources-title = Sources
digest-of = A Footnote digest of:
publisher-unknown = publisher not named
date-unknown = date not stated
language-en = English
language-zh-Hans = Simplified Chinese
language-zh-Hant = Traditional Chinese
language-fr = French
language-ja = Japanese

# Help
help-title = Answers you can check
help-about = I answer questions from reports. Each claim carries a number, and behind it stands a quote that was compared, word for word, with the stored document.
help-how = How to ask
help-ways =
    • `/ask` – for everybody, or only for you with *private*
    • mention me or reply to me in a channel or thread, or write me a direct message
    • right-click a message → Apps → *Ask about this*
    • `/score`, `/compare`, `/rank`, `/history` – scores of models, with charts
    • `/lab` – what is known of a lab · `/editions` – what each edition measures
help-promises = Not in the reports? Then I say so. Scores of editions that cannot be compared are never mixed. I keep shown answers for a limited time so that their buttons work; **Delete** removes one at once.

# Errors: say what happened and what to do.
error-cooldown = One moment, please: you can ask again in { $seconds ->
    [one] 1 second
   *[other] { $seconds } seconds
}.
error-busy = Many questions are being answered right now. Please ask again in a moment.
error-slow = That took too long and I gave up. Please try again, perhaps with a shorter question.
error-question = I can't read a question in that: it is empty, too long, or not text. Please put it in a sentence or two.
error-expired = This answer is no longer kept, so its buttons have stopped working. Just ask again.
error-delete = Only the person who asked, or a moderator, can delete this answer.
error-share = I can't post it here: you and I both need permission to write in this channel.
error-permission = I lack a permission I need there (view the channel, send messages). Please ask a moderator. Reference: `{ $reference }`
error-discord = Discord had a problem with my reply. Please try again in a moment. Reference: `{ $reference }`
error-internal = Something went wrong on my side, and it is in the log. Please try again; if it stays, give the operator this reference: `{ $reference }`

# Review: for administrators. Labels of buttons at most 80 characters, the placeholder and "alike" at most 100.
command-facts = facts
describe-facts = Figures that a program found in the documents
command-review = review
describe-review = Accept or reject found figures, one by one
review-sure = { $confidence } sure
review-new = a new name ({ $kind ->
    [model] model
    [lab] lab
    [application] application
    [company] company
   *[other] { $kind }
 })
review-merged = = { $entity }
review-held = the corpus says { $value }
review-left = { $count ->
    [one] 1 to decide
   *[other] { $count } to decide
}
review-none = Nothing is left to review.
review-merge = The name means … (accepts)
review-alike = { $percent } % alike
button-accept = Accept
button-reject = Reject
button-skip = Skip
button-undo = Undo
error-review = Only administrators of the servers that the operator has named can review figures.
error-review-undo = There is no decision of yours to take back.
error-review-gone = That figure is no longer there to be decided. Please open `/facts review` anew.
