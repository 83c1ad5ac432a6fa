# Words and lists
edition-half = { $year }年{ $half ->
    [1] 上半期
   *[other] 下半期
 }
edition-undated = 日付なし
edition-quarter = { $year }年第{ $quarter }四半期
list-and = { $first }と{ $last }
list-separator = 、
part-separator = 、
clause-separator = 、
colon = ：
label-separator = {" — "}
quote = 「{ $text }」
with-detail = { $text }（{ $detail }）
language-en = 英語
language-zh-Hans = 簡体字中国語
language-zh-Hant = 繁体字中国語
language-fr = フランス語
language-ja = 日本語

# Values
amount-points = { $amount }点
amount-users = { $amount }人
amount-USD = { $amount }ドル
amount-USD-large = { $amount }ドル
amount-months = { $amount }か月
amount-years = { $amount }年
gap-points = { $amount }点
qualifier-about = 約{ $value }
qualifier-nearly = { $value }近く
qualifier-under = { $value }未満
qualifier-over = { $value }超
value-range = { $low }–{ $high }
value-disputed = { $range }、出典により異なる

# Single figures
fact-generic = { $subject }の{ $attribute }は{ $value }です（{ $edition }）。
fact-untimed = { $subject }の{ $attribute }は{ $value }です。
fact-line = { $subject }：{ $value }（{ $edition }）
fact-short = { $subject }：{ $value }
fact-as-of = { $subject }は{ $date }の時点で{ $value }でした（{ $edition }）。
presumed = { $subject }が{ $value }だという記述は文書にありません。文書の記述は次のとおりです。

# Rankings, filters and counts
rank-high = { $attribute }の高い順（{ $edition }{ $scope }）：
rank-low = { $attribute }の低い順（{ $edition }{ $scope }）：
rank-one-high = { $attribute }が最も高いのは{ $subject }で、{ $value }です（{ $edition }{ $scope }）{ $close }。
rank-one-low = { $attribute }が最も低いのは{ $subject }で、{ $value }です（{ $edition }{ $scope }）{ $close }。
rank-end-high = { $attribute }が最も高いのは{ $subject }で、{ $value }です（{ $edition }{ $scope }）{ $close }。
rank-end-low = { $attribute }が最も低いのは{ $subject }で、{ $value }です（{ $edition }{ $scope }）{ $close }。
rank-close = 。僅差で{ $names }が続きます
rank-place-high = { $attribute }の第{ $place }位は{ $number ->
    [1] { $names }
   *[other] { $names }（同順位）
 }で、{ $value }です（{ $edition }{ $scope }）。
rank-place-low = { $attribute }の下から{ $place }番目は{ $number ->
    [1] { $names }
   *[other] { $names }（同順位）
 }で、{ $value }です（{ $edition }{ $scope }）。
rank-margin = 、レポートに示された誤差±{ $margin }以内は同順位
list-cut = 、全{ $number }件のうち最初の{ $shown }件
bound-above = { $attribute }が{ $value }を超えるもの
bound-at_least = { $attribute }が{ $value }以上のもの
bound-below = { $attribute }が{ $value }未満のもの
bound-at_most = { $attribute }が{ $value }以下のもの
bound-between = { $attribute }が{ $value }から{ $upper }までのもの
bound-equal = { $attribute }が{ $value }のもの
filter = { $bound }（{ $edition }{ $scope }）：
count = { $bound }は{ $number }件です（{ $edition }{ $scope }）{ $names }。
count-all = { $bound }のあるものは{ $number }件です（{ $edition }{ $scope }）{ $names }。
count-some = { $number }件です（{ $edition }{ $scope }）{ $names }。
count-none = 該当なし。
count-disputed = { $bound }は{ $least }件、別の出典によれば{ $number }件です（{ $edition }{ $scope }）{ $names }。
count-members = { $number }社です（{ $edition }{ $scope }）{ $names }。
scope = 、{ $names }
scope-without = { $names }を除く
scope-open = オープンウェイト
scope-closed = クローズドウェイト、公開か非公開かが出典に示されていないモデルを除く
measures = 順位を付けられる指標と、数値のある対象の数：
measure-held = { $measure }：{ $number }
measures-more = ほか{ $number }指標。

# はい・いいえ
verdict-yes = はい。
verdict-no = いいえ。
verdict-some = はい、あります。
verdict-none = いいえ。

# Comparisons
compare-ahead = { $attribute }では{ $names }が{ $next }を{ $amount }リードしています（{ $value }対{ $next_value }、{ $edition }）。
compare-first = { $attribute }では{ $names }が{ $value }で首位に立ち、次の{ $next }を{ $amount }リードしています（{ $edition }）。
compare-together = { $attribute }では{ $names }が並び、{ $next }を{ $amount }リードしています（{ $edition }）。
compare-above = { $attribute }は{ $names }が{ $next }を{ $amount }上回っています（{ $value }対{ $next_value }、{ $edition }）。
compare-highest = { $attribute }が最も高いのは{ $names }の{ $value }で、次の{ $next }を{ $amount }上回っています（{ $edition }）。
compare-highest-together = { $attribute }は{ $names }が並び、{ $next }を{ $amount }上回っています（{ $edition }）。
compare-tie = { $attribute }では{ $names }が{ $value }で並んでいます（{ $edition }）。
compare-level = { $attribute }では{ $names }が並んでいます。差は{ $amount }で、レポートに示された誤差±{ $margin }以内です（{ $edition }）。
compare-disputed = { $attribute }で{ $names }のどれが上位かは、出典により異なります。差は最大で{ $amount }です（{ $edition }）。
compare-scales = { $names }の{ $attribute }は優劣をつけられません。{ $edition }のスコアは尺度が異なるためです。それぞれの数値は次のとおりです。
compare-times = { $names }の{ $attribute }は優劣をつけられません。時点の異なる数値（{ $edition }）であるためです。それぞれの数値は次のとおりです。

# Histories, labs and editions
history-edition = { $attribute }（{ $edition }）：
history-line = { $subject }：{ $value }（{ $when }）
history-released = { $date }公開
history-risen = { $subject }の{ $attribute }は、{ $before }（{ $since }）から{ $after }（{ $until }）へ{ $amount }上がりました。
history-fallen = { $subject }の{ $attribute }は、{ $before }（{ $since }）から{ $after }（{ $until }）へ{ $amount }下がりました。
history-level = { $subject }の{ $attribute }は横ばいです（{ $since }は{ $before }、{ $until }は{ $after }）。
history-apart = { $edition }のスコアは尺度が異なるため、数値が上がっても下がっても、{ $subject }の性能が良くなったか悪くなったかは分かりません。
profile-models = { $attribute }順のモデル（{ $edition }）：
profile-open = { $line }、オープンウェイト
profile-others = 文書にスコアの記載がないモデル：
profile-figures = そのほかの記載：
profile-missing = { $subject }について文書に記載がないもの：{ $attributes }。
mentions-none = { $names }は出てきません。
editions-index = 指数：{ $index }
editions-published = 公開：{ $date }
editions-unpublished = 公開：日付の記載なし
editions-holds = 収録：モデル{ $models }件、数値{ $figures }件、文書{ $documents }件
editions-margin = レポートに示された誤差±{ $margin }以内の差は同点とみなします。
editions-exact = レポートに誤差は示されていないため、同じスコアだけを同点とみなします。
editions-together = { $editions }と比較できます（Footnoteの判断）。
editions-apart = { $editions }とは比較できません（Footnoteの判断）：{ $reason }

# Summaries and changes
summary-leader = { $attribute }の首位：{ $names }
summary-more = ほか{ $number }件。
changes-first = { $attribute }の上位：{ $names }
changes-new = この版だけにあるもの：{ $names }
changes-both = 両方の版にあるもの：
changes-figure = { $subject }の{ $attribute }：{ $value }（{ $edition }）
changes-one = 文書は一つの版（{ $edition }）だけなので、比べる相手がありません。
changes-none = 文書に版の区別がないため、比べる相手がありません。

# Notices
notice-comparability = { $editions }のスコアは比較できません（Footnoteの判断）：{ $reason }
reason-undeclared = 同じ尺度だと示す記述がないためです。
notice-conflict = { $subject }の{ $attribute }について、出典の記述が食い違っています：{ $sides }。
notice-conflict-time = { $subject }の{ $attribute }{ $value }の時期について、出典の記述が食い違っています：{ $sides }。
notice-conflict-side = { $value }（{ $sources }）
notice-conflict-documents = 文書の間で記述が食い違っています：{ $sides }。
notice-conflict-order = 記事に示された順位とスコアが食い違っています（{ $lines }）。
notice-conflict-order-pair = { $lower }（{ $value_lower }）が{ $higher }（{ $value_higher }）より下位
notice-order = { $edition }の記事に示された順位は異なります：{ $names }。
notice-translation = 引用は文書の言語（{ $language }）のままです。
notice-extracted = 「{ $document }」から自動で読み取った数値で、まだ誰も確認していません：{ $figures }（確信度{ $confidence }{ $number ->
    [1] {""}
   *[other] 以上
 }）。
notice-extracted-many = これらの数値のうち{ $number }件
notice-closest = 文書中で最も近い記述：「{ $quote }」（{ $document }）
publisher-unnamed = 発行元の記載なし

# No answer
abstain-attribute = { $subject }の{ $attribute }は文書に書かれていません。
abstain-attribute-edition = { $edition }の文書には{ $subject }の{ $attribute }が書かれていません。
abstain-attribute-only = { $attribute }は文書に書かれていません。
abstain-name = { $name }は文書に出てきません。
abstain-edition = { $edition }の版は収録されていません。収録されているのは{ $editions }です。
abstain-none = 条件に合う{ $attribute }は文書にありません（{ $edition }{ $scope }）。
abstain-bound = 条件に合うものは文書にありません：{ $bound }（{ $edition }{ $scope }）。
abstain-aggregate = その平均や合計は文書に示されていません。Footnoteは、どの出典にもない数値を計算しません。
abstain-passage = その質問の答えは文書に見つかりませんでした。
abstain-documents = その質問の答えは{ $documents }に見つかりませんでした。
abstain-searched = 検索した文書：{ $documents }。
abstain-searched-for = { $documents }で{ $words }を探しました。
abstain-contact = { $contact }にお問い合わせください。
abstain-topic = { $words }に触れた文書はありません。
documents-publisher = 発行者：{ $publisher }
documents-unpublished = 発行者：記載なし
documents-parts = 見出し：{ $headings }
abstain-scores = 文書には、調べたり比べたり順位を付けたりできるスコアがありません。
abstain-measure = 文書に{ $measure }という数値はありません。近いもの：{ $near }。
abstain-common = { $names }に共通する数値は文書にありません。
abstain-figures = { $names }の数値は文書にありません。
abstain-history = { $names }の複数の時点の数値は文書にありません。
abstain-lab = { $name }はラボではなく、どのラボのものかを述べた文書もありません。
clarify = どれのことですか？（{ $names }）

# Greetings and help
collections-also = ほかに、次の資料からもお答えします：{ $titles }。
collections-empty = ここにはまだ回答の元になる資料がありません。管理者が追加できます（Discord では /corpus add、ターミナルでは qa ingest）。
share-card-checked = すべての数値は、一字一句照合した引用に含まれています。質問日：{ $date }。
help-greeting = こんにちは！{ $titles }についての質問に、照合済みの引用を添えてお答えします。{ $examples }
help-help = Footnoteは{ $titles }をもとに答えるボットです。スコア、比較、順位、ユーザー数、資金調達、日付、理由などをお尋ねください。どの文にも、文書と照合した番号付きの引用が付きます。文書に答えがないときは、そうお伝えします。{ $examples }
help-documents = Footnoteは{ $titles }をもとに答えるボットです。ふだんの言葉でお尋ねください。どの文にも、文書と照合した番号付きの引用が付きます。文書に答えがないときは、そうお伝えします。{ $examples }
help-thanks = どういたしまして！{ $titles }について、ほかにもお気軽にお尋ねください。
help-farewell = それではまた！数字を確かめたくなったら、いつでもどうぞ。
help-bot = Footnoteは、{ $titles }から文や数字を探して引用するプログラムです。人間でも、文章を作り出すチャットAIでもありません。数字を言語モデルに書かせることはなく、皆さんの書き込みから学習することもありません。
help-chat = お話しできてうれしいです。得意なのは{ $titles }についての質問です。{ $examples }
help-ok = 承知しました。{ $titles }について、ほかにもお気軽にお尋ねください。
help-orders = 文書に基づいて質問にお答えするだけで、ほかの指示には従いません。{ $titles }についてお尋ねください。{ $examples }
help-sources = お伝えする数字はすべて、保存された文書と一字一句照合した引用に含まれています。一致しない引用や数字は表示しません。文書とその出典は次のとおりです。
help-sources-answer = 先ほどの回答の根拠は次の文です。
help-article = 出典：{ $article }
help-doubt = どの回答のことか教えていただくか、もう一度お尋ねください。根拠の文を引用しますので、ご自身で確かめられます。
help-doubt-again = もう一度確かめましたが、結果は同じです。引用はすべて、保存された文書と一字一句照合しています。
help-doubt-quotes = 根拠の文：
help-doubt-report = お見せできるのは文書に書かれていることで、それが正しいかどうかまでは判断できません。レポートが誤っていると思われるときは、原典を確かめ、このボットの管理者にお知らせください。
help-try = 例：{ $examples }
help-titles = { $titles }ほか{ $number }件
answers-numbered = { $number }. { $question }
answers-more = 一度にお答えできる質問は5つまでです。残りは別のメッセージでお尋ねください。
error-empty = 質問を入力してください。
error-long = 質問が長すぎます。{ $length }文字ありますが、上限は{ $limit }文字です。
error-binary = 読めるテキストではありません。

# Questions: suggested ones, and what a command asks
question-score = { $edition }の{ $subject }のスコアは？
question-compare = { $edition }の{ $first }と{ $second }を比べて
question-leader = { $edition }の1位は？
question-attribute = { $subject }の{ $attribute }は？
question = { $text }？
question-rank = モデルを順位付けして
question-rank-of = { $names }のモデルを順位付けして
question-rank-by = { $measure }で順位を付けて
question-measures = 何の順位を付けられますか？
question-history = 全版における{ $name }の{ $attribute }
question-summary = 「{ $title }」を要約してください
question-profile = レポートは{ $name }について何と述べていますか？
question-editions = どの版がありますか、比較できますか？

# Charts and tables
plot-scales = 尺度が異なります
plot-times = 時点が異なります
plot-sources = 出典：{ $sources }
plot-alt-bars = 棒グラフ：{ $title }。
plot-alt-steps = 階段グラフ：{ $title }。
plot-alt-panel = { $title }：{ $points }。
plot-alt-more = ほか{ $number }件
table-place = 順位
table-name = 名前
table-figure = 項目
table-value = 値
table-edition = 版
table-time = 時期
table-weights = 重み
table-sources = 出典
weights-open = オープン
weights-closed = クローズド

# Where in its file a quote stands
place-page = { $label }ページ
place-slide = スライド{ $label }
place-sheet = シート「{ $label }」
place-cells = { $label }
place-chapter = 「{ $label }」の章
place-row = { $row }の行
place-cell = { $row }の行、{ $columns }の列
place-recognised = OCRで読み取り

# What became of an answer that a language model was to word
worded-edition = （{ $edition }版）
worded-by = { $model } が以下の引用をもとに書き、各文を引用と照合しました。
worded-failed = 見つけたままの回答です。言語モデルが応答しませんでした。
worded-doubted = 見つけたままの回答です。言語モデルの文章は引用との照合を通りませんでした。
worded-incomplete = 見つけたままの回答です。言語モデルが回答の一部を省きました。
worded-stopped = 見つけたままの回答です。書き直しは停止されました。
worded-spent = 見つけたままの回答です。言語モデルの本日の利用枠を使い切りました。
