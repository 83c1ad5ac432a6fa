edition-quarter = { $year }年第{ $quarter }四半期
list-and = { $first }と{ $last }
list-separator = 、
colon = ：
quote = 「{ $text }」

amount-points = { $amount }点
gap-points = { $amount }点
amount-users = { $amount }人
amount-USD = { $amount }ドル
amount-USD-large = { $amount }ドル
amount-months = { $amount }か月
amount-years = { $amount }年
qualifier-about = 約{ $value }
qualifier-nearly = { $value }近く
qualifier-under = { $value }未満
qualifier-over = { $value }超

fact-generic = { $subject }の{ $attribute }は{ $value }です（{ $edition }）。
fact-line = { $subject }：{ $value }（{ $edition }）
fact-short = { $subject }：{ $value }
fact-as-of = { $subject }は{ $date }に{ $value }でした（{ $edition }）。
belongs = { $subject }は{ $lab }のものです。

rank-high = { $attribute }の高い順（{ $edition }）{ $scope }：
rank-low = { $attribute }の低い順（{ $edition }）{ $scope }：
rank-one-high = { $attribute }が最も高いのは{ $subject }で、{ $value }です（{ $edition }）{ $scope }。
rank-one-low = { $attribute }が最も低いのは{ $subject }で、{ $value }です（{ $edition }）{ $scope }。
rank-stated = { $edition }の記事が挙げる順位：
scope = {" — "}{ $names }
filter-above = { $attribute }が{ $value }を超えるもの（{ $edition }）{ $scope }：
filter-at_least = { $attribute }が{ $value }以上のもの（{ $edition }）{ $scope }：
filter-below = { $attribute }が{ $value }未満のもの（{ $edition }）{ $scope }：
filter-at_most = { $attribute }が{ $value }以下のもの（{ $edition }）{ $scope }：
filter-between = { $attribute }が{ $value }から{ $upper }までのもの（{ $edition }）{ $scope }：
filter-equal = { $attribute }が{ $value }のもの（{ $edition }）{ $scope }：
filter-all = { $attribute }（{ $edition }）{ $scope }：
count = { $edition }では{ $number }つです{ $scope }：
count-members = { $number }社です（{ $edition }）{ $names }。
compare-ahead = { $attribute }は{ $winner }が{ $losers }を上回っています（{ $edition }）。
compare-tie = { $attribute }では{ $names }が並んでいます（{ $edition }）。
difference = 差は{ $amount }です（{ $edition }）。
resolved = { $written } → { $name }

notice-comparability = { $editions }のスコアは異なるバージョンの指数によるもので、直接比較できません。差にも順位にも意味がありません。{ $reason }
notice-comparability-short = { $editions }のスコアは直接比較できません。
notice-conflict = { $subject }の{ $attribute }について、出典の記述が食い違っています：{ $sides }。
notice-conflict-time = { $subject }の{ $attribute }{ $value }の時期について、出典の記述が食い違っています：{ $sides }。
notice-conflict-side = { $value }（{ $sources }）
notice-conflict-order = 記事が挙げる順位とスコアが食い違っています：{ $lines }。
notice-conflict-order-pair = { $lower }（{ $value_lower }）が{ $higher }（{ $value_higher }）より下に置かれています
notice-conflict-order-missing = { $name }（{ $value }）は順位に含まれていません
notice-translation = 引用は文書の言語（{ $language }）のままです。
notice-closest = 文書中で最も近い記述：「{ $quote }」（{ $edition }）
publisher-unnamed = 発行者を記していない出典

abstain-attribute = { $subject }の{ $attribute }は文書に書かれていません。
abstain-attribute-edition = { $edition }の文書には{ $subject }の{ $attribute }が書かれていません。
abstain-attribute-only = { $attribute }は文書に書かれていません。
abstain-name = { $name }は文書に出てきません。
abstain-edition = { $edition }の版はここにはありません。Footnoteが持っているのは{ $editions }です。
abstain-none = 条件に合う{ $attribute }は文書にありません（{ $edition }）{ $scope }。
abstain-aggregate = そのような平均や合計は文書になく、Footnoteは誰も述べていない数字を計算しません。
abstain-passage = その質問の答えは文書（{ $editions }）に見つかりませんでした。
clarify = どれのことですか：{ $names }？

help-greeting = こんにちは！{ $titles }についての質問に、検証済みの引用を添えてお答えします。例：{ $examples }
help-thanks = どういたしまして！{ $titles }について、ほかにも聞いてください。
help-farewell = さようなら！数字を確かめたくなったら、いつでもどうぞ。
help-help = Footnoteは{ $titles }をもとに答えるボットです。スコア、比較、順位、ユーザー数、資金調達、日付、理由などを聞いてください。どの文にも文書と照合した番号付きの引用が付きます。文書に答えがないときは、そうお伝えします。例：{ $examples }
error-empty = 質問を入力してください。
error-long = 質問が長すぎます。{ $length }文字ありますが、上限は{ $limit }文字です。
error-binary = 読めるテキストではありません。
answers-numbered = { $number }. { $question }

language-en = 英語
language-zh-Hans = 簡体字中国語
language-zh-Hant = 繁体字中国語
language-fr = フランス語
language-ja = 日本語

follow-edition = { $edition }では？
follow-attribute = { $subject }の{ $attribute }は？
follow-about = レポートは{ $subject }について何と述べていますか？
follow-rank = { $edition }のモデル上位5
example-score = { $edition }の{ $subject }のスコアは？
example-compare = { $edition }の{ $first }と{ $second }を比べて
example-attribute = { $subject }の{ $attribute }は？
