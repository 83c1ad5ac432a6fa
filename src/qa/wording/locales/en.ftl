edition-quarter = Q{ $quarter } { $year }
list-and = { $first } and { $last }
list-separator = ,{ " " }
colon = :{ " " }
quote = “{ $text }”

amount-points = { $amount }
gap-points = { $number ->
    [one] { $amount } point
   *[other] { $amount } points
 }
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
qualifier-about = about { $value }
qualifier-nearly = nearly { $value }
qualifier-under = less than { $value }
qualifier-over = more than { $value }

fact-generic = { $subject }, { $attribute }: { $value } ({ $edition }).
fact-line = { $subject }: { $value } ({ $edition })
fact-short = { $subject }: { $value }
fact-as-of = { $subject } stood at { $value } in { $date } ({ $edition }).
belongs = { $subject } is from { $lab }.

rank-high = { $attribute }, highest first ({ $edition }){ $scope }:
rank-low = { $attribute }, lowest first ({ $edition }){ $scope }:
rank-one-high = { $subject } comes first by { $attribute }: { $value } ({ $edition }){ $scope }.
rank-one-low = { $subject } comes last by { $attribute }: { $value } ({ $edition }){ $scope }.
rank-stated = The order that the { $edition } reports state:
scope = {" — "}{ $names }
filter-above = { $attribute } above { $value } ({ $edition }){ $scope }:
filter-at_least = { $attribute } of at least { $value } ({ $edition }){ $scope }:
filter-below = { $attribute } below { $value } ({ $edition }){ $scope }:
filter-at_most = { $attribute } of at most { $value } ({ $edition }){ $scope }:
filter-between = { $attribute } between { $value } and { $upper } ({ $edition }){ $scope }:
filter-equal = { $attribute } of { $value } ({ $edition }){ $scope }:
filter-all = { $attribute } ({ $edition }){ $scope }:
count = { $number } in { $edition }{ $scope }:
count-members = { $number } ({ $edition }){ $names }.
compare-ahead = { $winner } is ahead of { $losers } by { $attribute } ({ $edition }).
compare-tie = { $names } are level by { $attribute } ({ $edition }).
difference = The difference is { $amount } ({ $edition }).
value-range = { $low }–{ $high }
value-disputed = { $range }, sources disagree
beside = { $text } ({ $detail })
scope-without = not { $name }
scope-open = open weights
scope-closed = closed weights (models that no source declares open or closed are left out)
rank-margin = {"; "}scores within ±{ $margin }, the margin the edition states, share a place
list-cut = {"; "}the first { $shown } of { $number }
count-disputed = { $least } in { $edition }{ $scope }, or { $number } by other sources, which disagree:
compare-together = { $winners } are level by { $attribute } and ahead of { $losers } ({ $edition }).
compare-level = { $names } are level by { $attribute }, within the margin of ±{ $margin } that the edition states ({ $edition }).
compare-disputed = Which of { $names } is ahead by { $attribute } depends on the source ({ $edition }).
difference-within = The difference is { $amount }, which is within the margin of ±{ $margin } that the edition states ({ $edition }).
difference-disputed = The difference is between { $low } and { $high }, depending on the source ({ $edition }).
resolved = { $written } → { $name }

notice-comparability = The scores of { $editions } are from different versions of the index and cannot be directly compared: neither the difference nor the order means anything: { $reason }
reason-undeclared = nothing declares that they share a scale.
notice-comparability-short = The scores of { $editions } are not comparable.
notice-conflict = The sources contradict each other on { $attribute } of { $subject }: { $sides }.
notice-conflict-time = The sources give different times for { $value } ({ $subject }, { $attribute }): { $sides }.
notice-conflict-side = { $value } ({ $sources })
notice-conflict-documents = The documents contradict each other: { $sides }.
notice-conflict-apart = {"; "}
notice-conflict-order = The stated order and the scores disagree: { $lines }.
notice-conflict-order-pair = { $lower } ({ $value_lower }) is placed below { $higher } ({ $value_higher })
notice-conflict-order-missing = { $name } ({ $value }) is not in the stated order
notice-translation = Quoted in { $language }, the language of the document.
notice-extracted = A program found { $figures } in “{ $document }”, { $number ->
    [one] with a confidence of { $confidence }; nobody has checked it yet.
   *[other] with a confidence of at least { $confidence }; nobody has checked them yet.
 }
notice-extracted-many = { $number } of these figures
notice-closest = Closest in the documents: “{ $quote }” ({ $edition })
publisher-unnamed = a source that names no publisher

abstain-attribute = The documents do not state { $attribute } for { $subject }.
abstain-attribute-edition = The { $edition } documents do not state { $attribute } for { $subject }.
abstain-attribute-only = The documents do not state { $attribute }.
abstain-name = The documents do not mention { $name }.
abstain-edition = There is no { $edition } edition here; Footnote holds { $editions }.
abstain-none = No { $attribute } in the documents fits that ({ $edition }){ $scope }.
abstain-aggregate = The documents state no average or total of that, and Footnote does not compute figures that nobody stated.
abstain-passage = I found no answer to that in the documents ({ $editions }).
clarify = Which one do you mean: { $names }?

help-greeting = Hello! I answer questions about { $titles }, with a checked quote for every statement.{ $examples }
help-try = {" "}Try: { $examples }
help-documents = I am Footnote, a bot that answers from { $titles }. Ask in your own words; every statement comes with a numbered quote that was checked against the documents, and when they hold no answer I say so.
help-titles = { $titles } and { $number } more
help-thanks = You are welcome! Ask me anything else about { $titles }.
help-farewell = Goodbye! I am here whenever you want to check a number.
help-help = I am Footnote, a bot that answers from { $titles }. Ask for scores, comparisons, rankings, users, funding, dates or explanations; every statement comes with a numbered quote that was checked against the documents, and when they hold no answer I say so.{ $examples }
error-empty = Please ask a question.
error-long = That question is too long: { $length } characters of at most { $limit }.
error-binary = That is not readable text.
answers-numbered = { $number }. { $question }
answers-more = I answer up to five questions of a message; please ask the others in another one.
presumed = The documents do not give { $value } for { $subject }; what they give is this:

language-en = English
language-zh-Hans = Simplified Chinese
language-zh-Hant = Traditional Chinese
language-fr = French
language-ja = Japanese

follow-edition = What about { $edition }?
follow-attribute = { $subject }: { $attribute }?
follow-about = What do the reports say about { $subject }?
follow-rank = Top 5 models in { $edition }
example-score = What did { $subject } score in { $edition }?
example-compare = Compare { $first } and { $second } in { $edition }
example-attribute = { $subject }: { $attribute }?

history-edition = { $attribute } ({ $edition }):
history-line = { $subject }: { $value } ({ $when })
history-released = released { $date }
profile-models = Models by { $attribute } ({ $edition }):
profile-open = { $line }, open weights
profile-others = Models without a score in the documents:
profile-figures = { $subject }:
profile-missing = Not in the documents for { $subject }: { $attributes }.
editions-index = Index: { $index }
editions-published = Published: { $date }
editions-unpublished = Published: the documents do not say when.
editions-holds = Held here: { $models ->
    [one] { $models } model
   *[other] { $models } models
 }, { $figures ->
    [one] { $figures } figure
   *[other] { $figures } figures
 }, { $documents ->
    [one] { $documents } document
   *[other] { $documents } documents
 }
editions-margin = Scores no further apart than ±{ $margin }, the margin that the edition states, are ties.
editions-exact = The edition states no margin: only equal scores are ties.
editions-together = May be compared with { $editions }, in Footnote’s own judgement.
editions-apart = May not be compared with { $editions }, in Footnote’s own judgement: { $reason }
plot-sources = Sources: { $sources }
plot-alt-bars = Bar chart: { $title }.
plot-alt-steps = Step chart: { $title }.
plot-alt-panel = { $title }: { $points }.
plot-alt-more = and { $number } more
plot-times = The figures of { $editions } are of different times.
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
abstain-scores = This corpus holds no scores to look up, compare or rank.
abstain-lab = { $name } is no lab, and no document says which one it belongs to.
command-rank = Rank the models
command-rank-of = Rank the models of { $names }
command-history = { $name }: { $attribute } in all editions
command-profile = What do the reports say about { $name }?
command-editions = Which editions are there, and may they be compared?
