# Commands: names are lower case, at most 32 characters, descriptions at most 100.
command-ask = ask
describe-ask = Ask the reports a question; every answer shows its proof
option-question = question
describe-question = Your question, in English, Chinese, French or Japanese
option-private = private
describe-private = Show the answer only to you; you can share it afterwards
option-edition = edition
option-collection = collection
describe-edition = Search only this edition of the report
describe-collection = Only answer from this collection
command-score = score
describe-score = Look up a model’s scores, edition by edition
option-model = model
describe-model = The model’s name, in any language
command-compare = compare
describe-compare = Compare two to five models, edition by edition, with a chart
option-numbered-model = model{ $number }
command-rank = rank
describe-rank = Rank models by score, edition by edition, with a chart
option-lab = lab
describe-lab = A lab or company: its models, users and funding, with dates
describe-by-lab = Only models from this lab or company
describe-lab-name = The name of a lab or company, in any language
option-country = country
describe-country = Only models from this country
option-open-weights = open-weights
describe-open-weights = Only models whose weights are declared open (or, with false, closed)
option-top = top
describe-top = How many models to show, from the top
option-measure = measure
describe-measure = Another figure than the score, by the name that the documents give it
command-history = history
describe-history = A model’s or lab’s scores across all editions, each on its own scale
option-name = name
describe-name = A model or a lab, in any language
command-lab = lab
command-editions = editions
describe-editions = What each edition’s index measures, and which editions can be compared
command-help = help
describe-help = What Footnote does and how to ask
menu-ask-about = Ask about this
menu-explain = Explain this answer

# The modal of "Ask about this": title and label at most 45 characters.
ask-about-title = Ask about this message
ask-about-label = Your question

# Answers
asked-by = { $name } asked
checked = { $count ->
    [one] 1 quote checked
   *[other] { $count } quotes checked
}
choose = Which one do you mean?
button-sources = { $count ->
    [one] Source
   *[other] Sources ({ $count })
}
button-share = Share
button-delete = Delete
button-stop = Stop wording
button-back = Back
button-next = Next ({ $page }/{ $pages })
share-done = This answer is already posted:
share-button = The answer is posted; only the button could not be removed from this card. Pressing it again posts nothing.

# Ways to share: labels and what is told at most 100 characters, that of the button 80.
button-shared = Shared …
share-how = How do you want to share it?
share-where = … or post it in another channel or thread
way-here = In this channel
way-link = As a link
told-link = Makes it public: whoever has the address can read it
way-private-link = As a private link
told-private-link = Only for whoever you give the address; it ends after a week
way-picture = As a picture
told-picture = A PNG with the answer, its quotes and sources
told-pictured-picture = Its code leads to the answer’s page, which becomes public
way-markdown = As a file: Markdown
way-json = As a file: JSON, which can be checked again
way-bibtex = Its sources: BibTeX
way-ris = Its sources: RIS (EndNote, Zotero)
way-apa = Its sources: APA
way-gbt7714 = Its sources: GB/T 7714
way-unshare = Take it back
told-unshare = Removes the copy from its channel and takes the page offline
share-posted = The answer is posted:
share-link = This answer is public now: whoever has the address can read it with its quotes. *Take it back*, in the same menu, ends that.
share-private-link = Whoever has this address can read the answer, nobody else. It ends on { $ends }, or when you delete the answer.
share-pictured = The code in the picture leads to the answer’s page, which is public now. *Take it back*, in the same menu, ends that.
share-file = Here is your file. Nobody else sees it.
share-taken-back = Taken back: there is no copy in a channel any more, and its page is offline.

# Sources
in-chart = … and { $count } more in the chart
sources-title = Sources
open-there = open at this place
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
help-about = I answer questions from reports. Every claim carries a numbered citation, and every citation quotes the stored document, checked word for word.
help-how = How to ask
help-ways =
    • `/ask` – the answer is for everyone, or only for you with *private*
    • mention me or reply to me in a channel or thread, or send me a direct message
    • right-click a message → Apps → *Ask about this*
help-look-ups =
    • `/score`, `/compare`, `/rank`, `/history` – model scores, with charts
    • `/lab` – what the reports say about a lab · `/editions` – what each edition measures
    • `/watch` – be told when new documents change the figures of a model or lab
help-measures = • with *measure* they take any figure that the documents name; `/rank` alone says which there are if there are no scores
help-manages =
    • `/taught` – questions and the answers that people taught me · `/insights` – what is asked, and what I could not answer
    • `/facts review` – figures that I read in your reports, to confirm · `/diagnose` – what is amiss, and what to do
help-promises = If the reports don’t say, I tell you so. I keep answers for a limited time so that their buttons work; **Delete** removes one at once, and `/privacy` shows and deletes all that I keep of you.
help-scales = I never mix scores from editions that cannot be compared.

# Errors: say what happened and what to do.
error-cooldown = One moment, please: you can ask again in { $seconds ->
    [one] 1 second
   *[other] { $seconds } seconds
}.
error-busy = I’m answering many questions right now. Please ask again in a moment.
error-stopping = I’m being restarted. Please ask again in a minute.
error-slow = That took too long, so I gave up. Please try again, perhaps with a shorter question.
error-question = I can’t find a question in that: it is empty, too long, or not text. Please ask in a sentence or two.
error-unreadable = I can’t read the message you replied to: it holds no text, or Discord doesn’t show me messages that don’t mention me. Please write me the question, or right-click that message → Apps → *Ask about this*.
error-expired = This answer is no longer kept, so its buttons have stopped working. Just ask again.
error-withdrawn = Some of what this answer quotes has been removed, or may no longer be read here. Just ask again.
error-collection = There is no such collection here. Leave the option out to ask all that can be read here.
error-delete = Only the person who asked, or a moderator, can delete this answer.
error-stop = Only the person who asked can stop this.
error-share = I can’t post it here: you and I both need permission to write in this channel.
error-share-unclear = Discord did not tell me whether the answer was posted. If you don’t see it in the channel, please press *Share* again.
error-share-there = I can’t post it there: you and I both need permission to see that channel and to write in it.
error-share-file = The answer’s page is public now ({ $url }), but the picture could not be made or sent. Please try again, or choose *Take it back*.
error-unshare-card = The page is offline and the copy’s answer forgotten, but Discord did not let me remove the copy from its channel. Please press *Delete* under it, or choose *Take it back* again in a moment.
error-pages = There are no pages at the moment, so there is no link. Nothing was changed; please tell the operator.
error-delete-card = I have forgotten this answer, but Discord did not let me remove the card. Please press *Delete* again in a moment.
error-storage = I could not write that down, so I have changed nothing: my disk is full or cannot be used. Please try again later, and tell the operator. Reference: `{ $reference }`
error-permission = I’m missing a permission there (view the channel, send messages). Please ask a moderator. Reference: `{ $reference }`
error-discord = Discord had a problem with my reply. Please try again in a moment. Reference: `{ $reference }`
error-internal = Something went wrong on my side and has been logged. Please try again; if it keeps happening, give the operator this reference: `{ $reference }`

# Review: for administrators. Labels of buttons at most 80 characters, the placeholder and "alike" at most 100.
command-facts = facts
describe-facts = Figures extracted automatically from the documents
command-review = review
describe-review = Accept or reject extracted figures, in groups or one by one
review-sure = confidence { $confidence }
review-new = a new name ({ $kind ->
    [model] model
    [lab] lab
    [application] application
    [company] company
   *[other] { $kind }
 })
review-merged = = { $entity }
review-held = already recorded: { $value }
review-left = { $count ->
    [one] 1 to decide
   *[other] { $count } to decide
}
review-figures = { $count ->
    [one] 1 figure
   *[other] { $count } figures
}
review-odd = { $count ->
    [one] 1 of another magnitude than the rest
   *[other] { $count } of another magnitude than the rest
}
review-skipped = { $count ->
    [one] Your decision is kept, except for 1 figure: it had been decided or had gone meanwhile.
   *[other] Your decision is kept, except for { $count } figures: they had been decided or had gone meanwhile.
}
review-none = There is nothing left to review.
review-decided = Your decision is kept, but this card could not be renewed. Open `/facts review` again to go on.
review-undone = Your decision is undone, but this card could not be renewed. Open `/facts review` again to go on.
review-merge = This name refers to … (and accept)
review-alike = { $percent }% similar
button-accept-all = Accept all
button-reject-all = Reject all
button-singly = One by one
button-accept = Accept
button-reject = Reject
button-skip = Skip
button-undo = Undo
error-review = Only administrators of servers chosen by the operator can review figures.
error-review-undo = You have no decision to undo.
error-review-undone = Nothing was undone: that decision has been undone already, or you have made another since.
error-review-merge = That name can no longer be chosen: somebody has merged or undone it meanwhile. Please look at the figure again.
error-review-gone = That figure is no longer waiting for a decision. The card shows the next one; if it does not, open `/facts review` again.
error-review-grown = Nothing was decided: figures have been added meanwhile. Please look at all of them again.

# Explanations: for those who manage a server; what is explained is in English.
explain-differs = Asked again just now, the question is answered differently: what was said before it, its options or the documents are no longer the same.
error-explain = Only members who may manage this server can have an answer explained.
error-explain-what = That is not one of my answers: choose the command on the card of an answer.

# Channels as a source: for administrators.
command-channel = channel
describe-channel = Take chosen messages of a channel or thread into the reports of this server
option-channel = channel
describe-source = The channel or thread; without it, this one
option-authors = authors
describe-authors = Keep the names of those who wrote (without this: as before, at first no)
option-stop = stop
describe-source-stop = Take all messages of it out again
channel-named = From now on I answer from { $channel }, too: from its pinned messages and from those that you choose with *{ $menu }* ({ $count ->
    [one] 1 message so far
   *[other] { $count } messages so far
}). What is edited, unpinned or deleted there follows within seconds.
channel-whole = As it is a thread, all that people write in it is taken in as well.
channel-not-whole = Not all that is written in this thread is taken in: Discord shows me other messages only if whoever runs me turns *Message Content* on.
channel-unread = Discord does not show me what messages say that don’t mention me, unless whoever runs me turns *Message Content* on: { $count ->
    [0] no pinned message is left out for that
    [one] 1 pinned message is left out
   *[other] { $count } pinned messages are left out
}. Those that you choose you show me yourself; one that is edited afterwards has to be chosen again.
channel-authors = The names of those who wrote are kept. To take them out: `authors: False`.
channel-no-authors = The names of those who wrote are not kept.
channel-hidden = Not everybody on this server can see that channel, but everybody who asks me here can be shown what I quote from it.
channel-stopped = All messages of { $channel } are out of the reports.
channel-chosen = This message is in the reports now. If it is edited or deleted in { $channel }, the reports follow.
error-channel-administrators = Only administrators of this server can take messages into its reports.
error-channel-closed = I can’t read that channel: I need the permissions *View Channel* and *Read Message History* there.
error-channel-kind = That is neither a text channel nor a thread of this server.
error-channel-unnamed = This channel is not in the reports. To take messages of it in, name it first: `/corpus channel`.
error-channel-many = This server has { $most } channels in its reports, and can’t have more. Take one out first: `/corpus channel` with `stop`.
error-channel-wordless = That message has no words that I could quote, or is one of my own.

# Reports of a server's own: for administrators. Form: title and labels at most 45 characters, what is told 100.
command-corpus = corpus
describe-corpus = This server’s own reports
command-add = add
describe-add = Add reports to this server: files or web addresses
command-list = list
describe-list = This server’s own reports, and which others it reads
command-remove = remove
describe-remove = Take a report out, or put a shared collection away; both can be undone
option-document = document
describe-document = A report of this server’s, or a shared collection
command-status = status
describe-status = What is being taken in, how much is held, and what is allowed
menu-add = Add to the reports
corpus-form-title = Add reports
corpus-form-files = Files
corpus-form-files-told = PDF, Word, slides, sheets, e-books, web pages, text: up to 10, { $megabytes } MB each
corpus-form-addresses = Web addresses
corpus-form-addresses-told = Instead of files, or besides: one a line, up to 10
corpus-form-name = Title
corpus-form-name-told = Only for a single report, if it does not say it well itself
corpus-form-edition = Edition
corpus-form-edition-told = Of all of them, such as 2025-Q1; otherwise I find it out where I can
corpus-doing-add = Adding reports
corpus-doing-remove = Taking out
corpus-doing-restore = Bringing back
corpus-done-add = Added reports
corpus-done-remove = Taken out
corpus-done-restore = Brought back
corpus-nothing = Nothing was changed
corpus-done-away = Put away: I no longer answer from it here
corpus-done-read = I answer from it here again
corpus-receiving = Receiving the files
corpus-waiting = Waiting for its turn
corpus-reading = Reading
corpus-building = Making it answerable
corpus-receiving-of = Receiving the files: { $done } of { $total }
corpus-reading-of = Reading: { $done } of { $total } done
corpus-building-of = Making it answerable: { $done } of { $total } passages
corpus-goes-on = This goes on even if you close it; `/corpus status` tells how it went.
corpus-title-unused = The title was left out: it can be given to a single report only.
corpus-kind = a kind of file that I do not read
corpus-large = larger than { $megabytes } MB
unread-encrypted = is encrypted; remove its password
unread-protected = is protected in a way that cannot be read; print it to a new PDF
unread-copying = is encrypted against copying; get it without that protection
unread-empty = is empty
unread-no-text = holds no text
unread-blank = is empty: there is no text in it
unread-script = holds no text; if scripts fill the page, save it from a browser as HTML or PDF
unread-pictures = holds pictures and no text; save it as PDF
unread-scan = is a scan: its pages are pictures without text; nothing could be read in them
unread-scan-alone = is a scan: its pages are pictures without text; install footnote[ocr] to read scans
unread-large = is larger than { $count } MB; split it
unread-text = holds more than { $count } characters of text; divide it
unread-characters = holds more than { $count } characters; divide it
unread-millions = has more than { $count } million characters; split it
unread-pages = has { $count } pages, and { $most } are read; split it
unread-slow = took longer than { $count } s to read; divide it
unread-memory = needs more memory than there is; divide it
unread-kind = is not what its name says, or of no format that is read ({ $suffix }); save it as PDF or .docx
unread-unknown = is of a format that is not known; give it the suffix of its format
unread-binary = is binary data, not text; give it the suffix of its format
unread-no-pdf = is not a PDF, whatever its name says
unread-office = is in an office format of before 2007; save it in the present one (.docx, .pptx, .xlsx)
unread-archive = is an archive; unpack it and give the files in it
unread-zip = is a ZIP archive that is damaged or no document; save it again, or give the files in it
unread-damaged = is a damaged { $what }; save it again
unread-damaged-pdf = is a damaged PDF; copy or download it again
unread-damaged-page = is damaged: page { $count } of { $most } cannot be read; copy or download it again
unread-cut-off = is cut off: its end is missing; copy or download it again
corpus-changed = a newer version of it
corpus-unchanged = already there
corpus-pages = { $count ->
    [one] 1 page
   *[other] { $count } pages
}
corpus-more = … and { $count } more
corpus-gone = These reports no longer exist here. Reference: `{ $reference }`
corpus-cut-short = That was cut short. What is listed here is kept; please add the rest again. If it keeps happening, give the operator this reference: `{ $reference }`
corpus-list-title = This server’s reports
corpus-count = { $count ->
    [one] 1 report
   *[other] { $count } reports
}
corpus-none = There are none yet. Add some with `/corpus add`, or with right-click on a message → Apps → *Add to the reports*.
corpus-added-on = added { $date }
corpus-also = I also answer from: { $titles }
corpus-away = Put away: { $titles }
corpus-read = Answer from { $title } again
corpus-put-away = Put away: { $title }
corpus-status-title = This server’s reports
corpus-held = { $count ->
    [one] 1 report of at most { $most }
   *[other] { $count } reports of at most { $most }
}
corpus-passages = { $count ->
    [one] 1 passage
   *[other] { $count } passages
}
corpus-size = { $size } MB
corpus-version = version { $version }
corpus-limits = Files of up to { $megabytes } MB, 10 at once. Only this server is answered from them.
corpus-idle = Nothing is being taken in.
error-corpus = Only administrators can manage a server’s reports, and only in that server.
error-corpus-nothing = There is nothing to add: please give files or web addresses (https://…).
error-corpus-many = That is too much at once: please add at most { $most } files and { $most } addresses at a time. Nothing was added.
error-corpus-header = The title or the edition cannot be used: please write it on one line, without invisible characters. Nothing was added.
error-corpus-waiting = { $count } things are still being done for this server. Please try again when the first is done; `/corpus status` shows them.
error-corpus-full = There is no room for that: this server has { $held } of at most { $most } reports. Please take some out first (`/corpus remove`), or ask the operator for more.
error-corpus-room = My disk is nearly full, so nothing was added. Please tell the operator.
error-corpus-unknown = There is no such report here. Please choose one from the list that opens while you type.
error-corpus-undo = There is nothing left to undo here.
error-corpus-late = That can no longer be undone: what was taken out is kept for a day. Please add it again.
error-corpus-undone = That has been undone already.

# What people say to an answer. Form: title and labels at most 45 characters, options and what is told 100.
button-helpful = Helpful
button-unhelpful = Not helpful
feedback-title = What is wrong with this answer?
feedback-reason = Reason
feedback-wrong = It is wrong
feedback-unsupported = The source does not say so
feedback-outdated = It is outdated
feedback-missing = Something is missing
feedback-beside = It misses the point
feedback-words = In your words
feedback-words-told = If you like. Administrators of this server can read it, without your name.
feedback-thanks = Thank you. Pressing the button once more takes it back.
feedback-noted = Thank you, that is noted. You can change it by pressing the button again.
feedback-taken-back = You have taken that back.

# What is kept of people: told to each of them alone.
command-privacy = privacy
describe-privacy = What I keep of you, as a file and to be deleted
button-data = My data
button-forget = Forget me
button-erase = Yes, delete all of it
privacy-title = What I keep of you
privacy-about = To make the buttons of answers work, I keep what you ask me with its answer, for { $days } days at most unless a server decides otherwise.
privacy-answers = { $count ->
    [one] 1 question with its answer
   *[other] { $count } questions with their answers
}
privacy-feedback = { $count ->
    [one] 1 opinion on an answer
   *[other] { $count } opinions on answers
}
privacy-watches = { $count ->
    [one] 1 answer that you watch
   *[other] { $count } answers that you watch
}
privacy-beside = For a quarter of an hour I also remember what was said, to understand what follows. Of administrators I keep who changed what.
privacy-servers = What you wrote in channels that a server took into its reports belongs to that server; your name there goes if you have yourself forgotten.
privacy-data = This is all that I keep of you. It is a JSON file; only you can see it here.
privacy-sure = All of it would be deleted everywhere, at once and for good: your questions with their answers, your opinions, what you watch, and your name in channels that are a source of reports. The buttons of your answers stop working. Messages in Discord stay; delete those there. Shall I?
privacy-forgotten = { $count ->
    [0] Done: I keep nothing of you any more.
    [one] Done: I keep nothing of you any more. 1 answer is gone.
   *[other] Done: I keep nothing of you any more. { $count } answers are gone.
}
error-forget = Your questions, opinions and watches are deleted, but not everything else could be: my disk is full or cannot be used. Please press the button again later.

# Insights: for administrators of a server.
command-watch = watch
describe-watch = Be told when new documents change what is known of a model or lab; or see what you watch
describe-watched = Whose figures to watch; leave it out to see what you watch
command-insights = insights
describe-insights = What was asked here without an answer, most often, and with the most complaints
option-days = days
describe-days = How many days to look back (30)
insights-title = What was asked here in the last { $days ->
    [one] day
   *[other] { $days } days
}
insights-asked = { $count ->
    [one] 1 question
   *[other] { $count } questions
}, { $unanswered } without an answer
insights-gaps = Without an answer, grouped by meaning
insights-most = Asked most
insights-disputed = Disputed most
insights-kept = Only what was asked for everybody to read, as long as its answer is kept. Who asked is not told.
error-insights = Only administrators of a server can see what was asked there.

# Watching an answer: who does is told when it changes.
button-watch = Watch
button-watch-here = Tell this channel, too
button-unwatch = Stop watching
watch-begun = I’ll send you a direct message when new documents change this answer, once each time, for as long as I keep it.
watch-begun-here = I’ll tell this channel when new documents change this answer, once each time, for as long as I keep it.
watch-name = I’ll send you a direct message when new documents change these figures, once each time.
watch-name-here = I’ll tell this channel when new documents change these figures, once each time.
watch-list = { $count ->
    [0] You watch nothing yet. Press Watch under an answer, or name a model or a lab with this command.
    [one] **You watch 1 thing**
   *[other] **You watch { $count } things**
}
watch-untold = An answer that is no longer kept
watch-ended = It is no longer watched.
watch-changed = An answer has changed
watch-same = The documents answer it as before.
watch-words = The same quotes, in other words.
watch-quotes = It rests on other quotes now.
watch-withdrawn = The documents no longer answer it.
watch-before = Before
watch-before-gone = What it quoted has been removed, or may no longer be read here.
watch-now = Now
error-watch-alone = Asked again just now, and by itself, this question is answered differently: it leans on what was said before it, or on an option, or the documents have changed. Please ask it in full, and watch that answer.
error-watch-here = Only those who moderate a channel can let it watch an answer, or end that; and each person only what they watch themselves.
error-watch-name = That name may mean several things. Please choose one of those that are offered while you type.
error-watch-many = { $most } answers are watched already, which is the most. Please stop watching one first.

# Forums: for administrators, and for those who post there. What a tag is called is at most 20 characters.
command-forum = forum
describe-forum = Answer each new post of a forum, once
option-forum = forum
describe-posts = The forum whose posts are answered
option-tag = tag
describe-tag = The forum’s tag for what is solved (without this: solved)
describe-posts-stop = Answer no post of it any more
forum-named = From now on I answer each new post in { $channel }, once. Its title and its first message are the question; whoever posted it, and administrators, can mark it solved or the answer wrong.
forum-content = I read the title and the first message.
forum-titles = I go by the title alone, and by first messages that mention me: what others say Discord does not show me unless whoever runs me turns *Message Content* on, a privileged intent, here and in Discord’s developer portal.
forum-missing = To answer there I still need these permissions: { $permissions }.
forum-tag = What is solved gets the tag *{ $tag }*.
forum-tag-forbidden = To set the tag *{ $tag }* on what is solved I still need the permission *Manage Threads*; without it only my answer says so.
forum-tagless = There is no tag *{ $tag }* in that forum, so only my answer says what is solved.
forum-stopped = I answer no post in { $channel } any more.
forum-undone = That is undone.
permission-view_channel = *View Channel*
permission-send_messages_in_threads = *Send Messages in Threads*
permission-read_message_history = *Read Message History*
button-solved = Solved
button-wrong = Wrong
post-solved = Solved
post-wrong = Marked as wrong
post-marked-solved = Marked as solved. Pressing the button once more takes it back.
post-marked-wrong = Marked as wrong. Pressing the button once more takes it back.
post-marked-open = You have taken that back.
post-tag-forbidden = The post’s tag is as it was: I lack the permission *Manage Threads*.
post-tags-full = The post’s tag is as it was: it has five already.
post-tag-failed = The post’s tag is as it was: Discord had a problem with it.
error-post = Only whoever posted this, or an administrator, can say whether it is solved.
error-forum = Only administrators of this server can say in which forums I answer.
error-forum-kind = That is no forum of this server that I can see: I need the permission *View Channel* there.
error-forum-unnamed = I don’t answer posts in that forum.
error-forum-many = I answer in { $most } forums of this server already, which is the most. Please stop one first.

# Taught answers. Form: title and labels at most 45 characters, what is told 100.
command-taught = taught
describe-taught = Answers that administrators taught: list them, add, change or withdraw one
option-answer = answer
describe-taught-answer = One of them, by its question; without it, all are listed
taught-by = Taught by an administrator on { $date } – not checked against the reports
taught-for = It was taught for: { $question }
taught-source = Source:
taught-documents = What the reports say:
taught-title = { $count ->
    [0] No answers were taught here yet
    [one] 1 taught answer
   *[other] { $count } taught answers
}
taught-how = `/taught` with *answer* shows one, to be changed or withdrawn. They are shown to whoever asks the same here, in whatever words, and nowhere else.
taught-kept = That is taught. Whoever asks the same here sees it, marked as taught by an administrator and with its source.
taught-withdrawn = Withdrawn: it is shown no more. Answers given already keep it.
taught-restored = That is undone.
teach-title = Teach an answer
teach-question = Question
teach-question-told = As people ask it; names, numbers and years in it must be the same when it is asked
teach-answer = The right answer
teach-answer-told = Shown as what an administrator says, beside what the reports say
teach-source = Source
teach-source-told = An address (https://…), or which document says so, and where
button-teach = Teach the right answer
button-change = Change
button-withdraw = Withdraw
insights-teach = Teach the right answer to …
error-taught = Only administrators can teach answers, and only for their own server.
error-taught-empty = Nothing was taught: “{ $field }” is empty. A question, an answer and its source are needed.
error-taught-long = Nothing was taught: “{ $field }” has more than { $most } characters.
error-taught-many = This server has { $most } taught answers, which is the most. Please withdraw one first: `/taught`.
error-taught-gone = That taught answer is no longer there.
error-taught-undone = That is undone already, or somebody has changed it since.

# Keys for other programs: for administrators of a server.
command-api-key = api-key
describe-api-key = Let other programs ask what this server may read
command-key-create = create
describe-key-create = Make a key for a program; it is shown once, and to you alone
command-key-list = list
describe-key-list = Which keys this server has, never the keys themselves
command-key-withdraw = withdraw
describe-key-withdraw = End a key at once
option-program = program
describe-program = What the key is called: the program that it is for
api-key-made = A key for { $name }
api-key-once = It is shown this once, to you alone; I keep only a digest of it. Whoever has it reads what this server reads.
api-key-use = Programs send it as `Authorization: Bearer …`; `{ $path }` describes what they can ask.
api-key-held = Keys of this server
api-key-none = This server has no keys.
api-key-withdrawn = The key for { $name } is withdrawn: whoever uses it is refused from now on.
error-api-key = Only administrators can manage a server’s keys, and only in that server.
error-api-key-name = The name of a key should be one line of 1 to { $most } visible characters.
error-api-key-taken = There is a key of that name already. Withdraw it first, or choose another name.
error-api-key-many = This server has { $most } keys, which is the most. Withdraw one first.
error-api-key-unknown = There is no key of that name here.

command-diagnose = diagnose
describe-diagnose = Whether I can do my work in this server, and what to do if not
diagnose-title = Diagnosis
error-diagnose = Only administrators can have me look at a server, and only at their own.
diagnose-permitted = I have all permissions I need in the channels I see.
diagnose-lacks-here = In this channel I lack: { $permissions }. Give them to my role in the channel’s settings.
diagnose-lacks = In { $count } other channels I lack permissions ({ $permissions }): { $channels }. Give them to my role, or take me out of those channels.
diagnose-content = I may also read messages that do not mention me (*Message Content* is on).
diagnose-mentions = I read only what mentions me, replies to me, or is a command (*Message Content* is off).
diagnose-documents = I answer here from { $titles }.
diagnose-no-documents = There is nothing I can answer from here. Add reports with `/corpus add`.
diagnose-answered = An example was answered with its quotes in { $seconds } s.
diagnose-abstained = An example was not answered. If new reports were just added, wait a minute; otherwise tell whoever runs me.
diagnose-unanswered = An example could not be asked. Tell whoever runs me: their command `qa doctor` says what is wrong.
diagnose-database = What I keep can be read and written.
diagnose-no-database = My database does not answer: buttons under older answers will not work. Tell whoever runs me.
diagnose-no-model = No language model is set: answers are worded as they are found.
diagnose-model = A language model words answers; each statement is checked against its quotes.
diagnose-model-resting = The language model does not answer at the moment: answers stay as they are found. I try again by myself.
diagnose-pages = Answers can be shared as web pages.
diagnose-no-pages = Answers cannot be shared as web pages: whoever runs me has set no address for them.
permission-send_messages = *Send Messages*
permission-attach_files = *Attach Files*

# Settings of a server, of a channel, of a person. Labels and what is told of a setting at most 100 characters.
command-settings = settings
describe-settings = How I answer in this server or a channel; in direct messages, how I answer you
describe-settings-channel = A channel with settings of its own; without it, the whole server
settings-title-server = Settings of this server
settings-title-channel = Settings of { $channel }
settings-title-me = Your own settings
settings-how = Each change holds from the next question on. **Undo** takes the last one back.
settings-how-me = They hold in direct messages and in servers that I am not in, and wherever a server leaves it open.
settings-pick = Change …
settings-type = Enter …
settings-content = Where every message is a question, I only see those that mention me: whoever runs me has to turn *Message Content* on, here and in Discord’s developer portal.
settings-closed = I may not write in { $channels }: I need the permissions *View Channel* and *Send Messages* there.
settings-managers = Discord shows commands for administrators to them alone: let the others see them in Server Settings → Integrations.
settings-form-days = Days (1 to { $most }; empty: { $most })
settings-form-questions = Questions of a person (1 to { $most })
settings-form-seconds = In so many seconds ({ $least } to { $most })
setting-language = Language
setting-language-told = The language that I answer in
setting-language-unset = that of the question
setting-language-asked = That of the question
setting-where = Where I answer
setting-where-told = Which channels I answer messages in; commands work everywhere
setting-where-unset = everywhere
setting-where-everywhere = Messages are answered here
setting-where-chosen = Only in chosen channels; elsewhere commands are answered in private
setting-where-commands = Commands only
setting-chosen = Chosen channels
setting-chosen-told = Where I answer, if that is only in chosen channels
setting-chosen-unset = none
setting-ask = Ask-channels
setting-ask-told = Channels in which every message is a question
setting-ask-unset = none
setting-here-yes = Every message here is a question
setting-here-no = Only what is said to me is a question here
setting-private = Private answers
setting-private-told = Whether commands are answered for the asker alone, unless they say otherwise
setting-private-unset = as each person wants; visible to all if they say nothing
setting-private-yes = Only for the asker
setting-private-no = Visible to all
setting-roles = Who may ask
setting-roles-told = Roles that may use me; administrators always may
setting-roles-unset = everybody
setting-managers = Who administers me
setting-managers-told = Roles that may do here what administrators may, but for changing this
setting-managers-unset = administrators
setting-cooldown = Cooldown
setting-cooldown-told = How many questions one person may ask in how many seconds
setting-cooldown-unset = as the operator set it
setting-cooldown-value = { $questions ->
    [one] 1 question
   *[other] { $questions } questions
} in { $seconds } s
setting-days = Retention
setting-days-told = For how many days I keep answers; fewer days remove older ones at once, for good
setting-days-unset = as the operator set it
setting-days-value = { $days ->
    [one] 1 day
   *[other] { $days } days
}
setting-share = Pages of answers
setting-share-told = Whether answers may be shared as web pages; if not, those there are go offline
setting-share-unset = on
setting-share-yes = On
setting-share-no = Off
setting-as-server = As in the whole server
setting-forum-on = Posts of a forum are answered
setting-forum-off = Posts of a forum are answered no more
error-settings = Only who administers this server can change its settings. For your own, send `/settings` to me in a direct message.
error-settings-managers = Only administrators themselves can say who else administers me.
error-settings-value = That can’t be set: it lies outside what the operator of this bot allows, or is no number. Nothing was changed.
error-settings-channel = I can’t see that channel any more.
error-absent = That needs me in this server: ask an administrator to add me to it. What you brought along yourself, `/ask` and the other commands for everybody, works here all the same.
error-roles = In this server only members with certain roles may ask me. Please ask an administrator.
error-elsewhere = I don’t answer messages in that channel. Ask me in { $channels }, or use `/ask`.
error-commands-only = I don’t answer messages in that channel. Use `/ask` there: only you will see the answer if you want that.
error-pages-off = This server does not share answers as web pages. You can share it in a channel, or as a picture or a file.

# The log of what administrators did.
audit-title = What administrators did
audit-none = Nothing so far.
audit-kept = Kept for { $days } days. Whoever has themselves forgotten (`/privacy`) is named here no more.
audit-newer = Newer
audit-older = Older
act-setting-undone = Undone; now { $told }
act-taught = Taught an answer
act-taught-changed = Changed a taught answer
act-taught-withdrawn = Withdrew a taught answer
act-taught-undone = Undid a change of a taught answer
act-key-made = Made the key { $name }
act-key-withdrawn = Withdrew the key { $name }
act-reports-add = { $count ->
    [one] Handed in a report
   *[other] Handed in { $count } reports
}
act-reports-remove = { $count ->
    [one] Took out a report
   *[other] Took out { $count } reports
}
act-reports-restore = { $count ->
    [one] Brought back a report
   *[other] Brought back { $count } reports
}
act-collection-away = Put away the collection { $name }
act-collection-read = Read the collection { $name } again
act-channel = Took { $channel } into the reports
act-channel-stopped = Took { $channel } out of the reports
act-message = Took a message of { $channel } into the reports
act-review = Decided on extracted figures

# The first message in a server, and what the bot is.
command-about = about
describe-about = Which reports I answer from, how old they are, and how answers are checked
welcome-knows = I answer from: { $titles }
welcome-empty = I have no reports here yet.
welcome-administrators = For administrators
welcome-settings = • `/settings` – languages, channels, roles, limits, privacy
welcome-reports = • `/corpus add` – reports of your own, for this server alone
welcome-about = `/about` says what I answer from and how answers are checked; `/privacy`, what I keep.
about-title = About me
about-reports = { $count ->
    [0] Reports
    [one] The report that I answer from here
   *[other] The { $count } reports that I answer from here
}
about-documents = { $count ->
    [one] 1 document
   *[other] { $count } documents
}
about-numbers = **Where numbers come from:** each is in a sentence or a table of these reports, or a person has accepted it. I compute with numbers, but guess none, and never mix editions that cannot be compared.
about-checked = **How answers are checked:** each statement carries quotes, each quote is compared word for word with the stored document, and each number in it must stand in its quotes. What fails that is left out; if nothing is left, I say so.
about-privacy = **Privacy:** answers are kept for { $days } days at most; `/privacy` shows and deletes all that I keep of you.
about-version = Footnote { $version }
about-policy = Privacy policy
about-help = Help
