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
    • `/score` – a model's scores, edition by edition
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
