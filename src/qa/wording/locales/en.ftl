# Words and lists
edition-half = H{ $half } { $year }
edition-undated = undated
edition-quarter = Q{ $quarter } { $year }
list-and = { $first } and { $last }
list-separator = ,{ " " }
part-separator = ,{ " " }
clause-separator = ;{ " " }
colon = :{ " " }
label-separator = {" — "}
quote = “{ $text }”
with-detail = { $text } ({ $detail })
language-en = English
language-zh-Hans = Simplified Chinese
language-zh-Hant = Traditional Chinese
language-fr = French
language-ja = Japanese

# Values
amount-points = { $amount }
amount-users = { $amount }
amount-USD = { $amount } US dollars
amount-USD-large = { $amount } US dollars
amount-months = { $number ->
    [one] { $amount } month
   *[other] { $amount } months
 }
amount-years = { $number ->
    [one] { $amount } year
   *[other] { $amount } years
 }
gap-points = { $number ->
    [one] { $amount } point
   *[other] { $amount } points
 }
qualifier-about = about { $value }
qualifier-nearly = nearly { $value }
qualifier-under = less than { $value }
qualifier-over = more than { $value }
value-range = { $low }–{ $high }
value-disputed = { $range }, sources disagree

# Single figures
fact-generic = { $subject }, { $attribute }: { $value } ({ $edition }).
fact-untimed = { $subject }, { $attribute }: { $value }.
fact-line = { $subject }: { $value } ({ $edition })
fact-short = { $subject }: { $value }
fact-as-of = { $subject } stood at { $value } in { $date } ({ $edition }).
presumed = The documents do not say { $value } for { $subject }. What they say:

# Rankings, filters and counts
rank-high = { $attribute }, highest first ({ $edition }){ $scope }:
rank-low = { $attribute }, lowest first ({ $edition }){ $scope }:
rank-one-high = { $subject } ranks first by { $attribute }: { $value } ({ $edition }){ $scope }{ $close }.
rank-one-low = { $subject } ranks last by { $attribute }: { $value } ({ $edition }){ $scope }{ $close }.
rank-end-high = { $subject } has the highest { $attribute }: { $value } ({ $edition }){ $scope }{ $close }.
rank-end-low = { $subject } has the lowest { $attribute }: { $value } ({ $edition }){ $scope }{ $close }.
rank-close = {", closely followed by "}{ $names }
rank-place-high = { $number ->
    [one] { $names } is number { $place }
   *[other] { $names } are tied at number { $place }
 } by { $attribute }: { $value } ({ $edition }){ $scope }.
rank-place-low = { $number ->
    [one] { $names } is number { $place } from the bottom
   *[other] { $names } are tied at number { $place } from the bottom
 } by { $attribute }: { $value } ({ $edition }){ $scope }.
rank-margin = {"; "}scores within the edition’s stated margin of ±{ $margin } share a place
list-cut = {"; "}first { $shown } of { $number }
bound-above = { $attribute } above { $value }
bound-at_least = { $attribute } of at least { $value }
bound-below = { $attribute } below { $value }
bound-at_most = { $attribute } of at most { $value }
bound-between = { $attribute } between { $value } and { $upper }
bound-equal = { $attribute } of { $value }
filter = { $bound } ({ $edition }){ $scope }:
count = { $number } with { $bound } ({ $edition }){ $scope }{ $names }.
count-all = { $number } with { $bound } ({ $edition }){ $scope }{ $names }.
count-some = { $number } in { $edition }{ $scope }{ $names }.
count-none = None.{" "}
count-disputed = { $least } with { $bound } ({ $edition }){ $scope }, or { $number } according to other sources{ $names }.
count-members = { $number } ({ $edition }){ $scope }{ $names }.
scope = {" — "}{ $names }
scope-without = excluding { $names }
scope-open = open weights
scope-closed = closed weights (models that no source calls open or closed are left out)
measures = What can be ranked, with how many have a figure of it:
measure-held = { $measure }: { $number }
measures-more = { $number ->
    [one] And { $number } more measure.
   *[other] And { $number } more measures.
 }

# Yes or no
verdict-yes = Yes.{" "}
verdict-no = No.{" "}
verdict-some = Yes.{" "}
verdict-none = No.{" "}

# Comparisons
compare-ahead = { $names } leads { $next } by { $amount } in { $attribute }: { $value } to { $next_value } ({ $edition }).
compare-first = { $names } leads in { $attribute } with { $value }, { $amount } ahead of { $next } ({ $edition }).
compare-together = { $names } are tied in { $attribute }, { $amount } ahead of { $next } ({ $edition }).
compare-above = { $attribute }: { $names } is { $amount } above { $next }, { $value } to { $next_value } ({ $edition }).
compare-highest = { $names } has the highest { $attribute }, { $value }, { $amount } above { $next } ({ $edition }).
compare-highest-together = { $names } are level in { $attribute }, { $amount } above { $next } ({ $edition }).
compare-tie = { $names } are tied in { $attribute } at { $value } ({ $edition }).
compare-level = { $names } are tied in { $attribute }: { $amount } apart, within the edition’s stated margin of ±{ $margin } ({ $edition }).
compare-disputed = The sources disagree on which of { $names } is ahead in { $attribute }; they are at most { $amount } apart ({ $edition }).
compare-scales = { $names } cannot be ranked by { $attribute }: their scores are from { $edition }, which use different scales. Each on its own:
compare-times = { $names } cannot be ranked by { $attribute }: their figures are from different times ({ $edition }). Each on its own:

# Histories, labs and editions
history-edition = { $attribute } ({ $edition }):
history-line = { $subject }: { $value } ({ $when })
history-released = released { $date }
history-risen = { $subject } rose by { $amount } in { $attribute }, from { $before } ({ $since }) to { $after } ({ $until }).
history-fallen = { $subject } fell by { $amount } in { $attribute }, from { $before } ({ $since }) to { $after } ({ $until }).
history-level = { $subject } stayed level in { $attribute }: { $before } ({ $since }) and { $after } ({ $until }).
history-apart = Scores from { $edition } are on different scales, so a higher or lower one does not tell whether { $subject } got better or worse.
profile-models = Models by { $attribute } ({ $edition }):
profile-open = { $line }, open weights
profile-others = Models without a score in the documents:
profile-figures = Also stated:
profile-missing = Not stated for { $subject }: { $attributes }.
mentions-none = { $names } is not mentioned.
editions-index = Index: { $index }
editions-published = Published: { $date }
editions-unpublished = Published: date not stated
editions-holds = Contents: { $models ->
    [one] { $models } model
   *[other] { $models } models
 }, { $figures ->
    [one] { $figures } figure
   *[other] { $figures } figures
 }, { $documents ->
    [one] { $documents } document
   *[other] { $documents } documents
 }
editions-margin = Scores within ±{ $margin }, the margin the edition states, count as ties.
editions-exact = The edition states no margin, so only equal scores count as ties.
editions-together = Comparable with { $editions }, in Footnote’s judgement.
editions-apart = Not comparable with { $editions }, in Footnote’s judgement: { $reason }

# Summaries and changes
summary-leader = First by { $attribute }: { $names }
summary-more = And { $number } more.
changes-first = Top by { $attribute }: { $names }
changes-new = Only in this edition: { $names }
changes-both = In both editions:
changes-figure = { $subject }, { $attribute }: { $value } ({ $edition })
changes-one = There is nothing to compare: the documents belong to a single edition ({ $edition }).
changes-none = The documents belong to no edition, so there is nothing to set against each other.

# Notices
notice-comparability = Scores from { $editions } cannot be compared, in Footnote’s judgement: { $reason }
reason-undeclared = nothing says that they share a scale.
notice-conflict = The sources disagree on the { $attribute } of { $subject }: { $sides }.
notice-conflict-time = The sources give different dates for { $value } ({ $subject }, { $attribute }): { $sides }.
notice-conflict-side = { $value } ({ $sources })
notice-conflict-documents = The documents contradict each other: { $sides }.
notice-conflict-order = The stated ranking and the scores disagree: { $lines }.
notice-conflict-order-pair = { $lower } ({ $value_lower }) is ranked below { $higher } ({ $value_higher })
notice-order = The { $edition } sources list another order: { $names }.
notice-translation = Quoted in { $language }, the language of the document.
notice-extracted = Extracted automatically from “{ $document }” and not yet checked by anyone: { $figures } ({ $number ->
    [one] confidence { $confidence }
   *[other] confidence at least { $confidence }
 }).
notice-extracted-many = { $number } of these figures
notice-closest = Closest in the documents: “{ $quote }” ({ $document })
publisher-unnamed = unnamed publisher

# No answer
abstain-attribute = The documents give no { $attribute } for { $subject }.
abstain-attribute-edition = The { $edition } documents give no { $attribute } for { $subject }.
abstain-attribute-only = The documents give no { $attribute }.
abstain-name = The documents do not mention { $name }.
abstain-edition = Footnote has no { $edition } edition, only { $editions }.
abstain-none = No { $attribute } in the documents matches ({ $edition }){ $scope }.
abstain-bound = The documents give no { $bound } ({ $edition }){ $scope }.
abstain-aggregate = The documents give no average or total of that, and Footnote does not compute figures that no source states.
abstain-passage = I found no answer to that in the documents.
abstain-documents = I found no answer to that in { $documents }.
abstain-searched = Searched: { $documents }.
abstain-searched-for = Searched for { $words } in { $documents }.
abstain-contact = You can ask { $contact }.
abstain-topic = No document has the words { $words }.
documents-publisher = Publisher: { $publisher }
documents-unpublished = Publisher: not stated
documents-parts = Sections: { $headings }
abstain-scores = The documents contain no scores to look up, compare or rank.
abstain-measure = No figure in the documents is called { $measure }. Closest: { $near }.
abstain-common = The documents give no figure that { $names } all have.
abstain-figures = The documents give no figures for { $names }.
abstain-history = The documents give no figure of { $names } at more than one time.
abstain-lab = { $name } is not a lab, and no document says which lab it belongs to.
clarify = Which one do you mean: { $names }?

# Greetings and help
collections-also = Beside that I answer from { $titles }.
collections-empty = I have no reports to answer from here yet. An administrator can add some: with /corpus add in Discord, with qa ingest in a terminal.
share-card-checked = Every figure stands in a quote that was checked word for word. Asked on { $date }.
help-greeting = Hello! I answer questions about { $titles }, with a checked quote for every statement.{ $examples }
help-help = I am Footnote, a bot that answers from { $titles }. Ask for scores, comparisons, rankings, users, funding, dates or explanations. Every statement comes with a numbered quote checked against the documents, and if they hold no answer, I say so.{ $examples }
help-documents = I am Footnote, a bot that answers from { $titles }. Ask in your own words. Every statement comes with a numbered quote checked against the documents, and if they hold no answer, I say so.{ $examples }
help-thanks = You’re welcome! Ask me anything else about { $titles }.
help-farewell = Goodbye! I am here whenever you want to check a number.
help-bot = I am Footnote, a program that finds and quotes sentences and figures in { $titles }. I am neither a person nor a chatbot that makes up text: no language model writes my figures, and I learn nothing from what you write.
help-chat = Happy to chat, but what I know best is { $titles }.{ $examples }
help-ok = Good. Ask me anything else about { $titles }.
help-orders = I only answer questions from the documents and follow no other instructions. You can ask me about { $titles }.{ $examples }
help-sources = Every figure I give stands in a quote that was compared, word for word, with the stored document. If a quote or a number does not match, it is not shown. What the documents are, and what they rest on:
help-sources-answer = That answer rests on these sentences:
help-article = Source: { $article }
help-doubt = Tell me which answer you mean, or ask again: I quote the sentences it rests on, so that you can check them yourself.
help-doubt-again = I looked again and found the same. Every quote was compared, word for word, with the stored document:
help-doubt-quotes = The sentences it rests on:
help-doubt-report = I can show what the documents say, not whether they are right. If you think that a report is wrong, check the original and tell whoever runs this bot.
help-try = {" "}Try: { $examples }
help-titles = { $titles } and { $number } more
answers-numbered = { $number }. { $question }
answers-more = I answer up to five questions per message; please send the others separately.
error-empty = Please ask a question.
error-long = That question is too long: { $length } characters, and the limit is { $limit }.
error-binary = That is not readable text.

# Questions: suggested ones, and what a command asks
question-score = What did { $subject } score in { $edition }?
question-compare = Compare { $first } and { $second } in { $edition }
question-leader = Who leads in { $edition }?
question-attribute = What about { $subject }’s { $attribute }?
question = { $text }?
question-rank = Rank the models
question-rank-of = Rank the models of { $names }
question-rank-by = Rank by { $measure }
question-measures = What can be ranked?
question-history = { $name }: { $attribute } in all editions
question-summary = Summarize “{ $title }”
question-profile = What do the reports say about { $name }?
question-editions = Which editions are there, and can they be compared?

# Charts and tables
plot-scales = Different scales
plot-times = Different dates
plot-sources = Sources: { $sources }
plot-alt-bars = Bar chart: { $title }.
plot-alt-steps = Step chart: { $title }.
plot-alt-panel = { $title }: { $points }.
plot-alt-more = and { $number } more
table-place = place
table-name = name
table-figure = figure
table-value = value
table-edition = edition
table-time = time
table-weights = weights
table-sources = sources
weights-open = open
weights-closed = closed

# Where in its file a quote stands
place-page = { $number ->
    [one] p. { $label }
   *[other] pp. { $label }
}
place-slide = slide { $label }
place-sheet = sheet “{ $label }”
place-cells = { $label }
place-chapter = chapter “{ $label }”
place-row = row { $row }
place-cell = row { $row }, { $number ->
    [one] column { $columns }
   *[other] columns { $columns }
}
place-recognised = read by OCR

# What became of an answer that a language model was to word
worded-edition = {" "}({ $edition } edition)
worded-by = Worded by { $model } from the quotes below; each statement was checked against them.
worded-failed = As found: the language model did not answer.
worded-doubted = As found: what the language model wrote did not pass the check against the quotes.
worded-incomplete = As found: the language model left out part of the answer.
worded-stopped = As found: wording it was stopped.
worded-spent = As found: today’s allowance for the language model is used up.
