/** What Feishu alone would make something of. */
export const FEISHU_HOSTILE: Readonly<Record<string, string>> = {
  "a call to everybody in Feishu": '<at id=all></at> <at user_id="all">所有人</at> <at ids=all></at> @所有人',
  "Feishu's own markup":
    "**重** ~~删~~ <font color='red'>红</font> <text_tag color='blue'>标</text_tag> <link url='https://evil.example'>点</link> ![图](img_v3_x) :DONE: <person id='ou_x'></person>",
  "a table and a rule": "| a | b |\n|---|---|\n| 1 | 2 |\n---\n# 题\n- 项\n1. 序\n```\n码\n```",
};

/** What a person may type, in earnest or not, by what it tries. */
export const HOSTILE: Readonly<Record<string, string>> = {
  ...FEISHU_HOSTILE,
  "a call to everybody": "<!channel> <!here> <!everyone> <!subteam^S123|@all>",
  "mentions and channels": "<@U0LINTAO> <@U0LINTAO|林涛> <#C0EAST|general> @channel",
  links: "<https://evil.example|点这里> https://evil.example www.evil.example <mailto:a@b.cn|写信>",
  markup: "*粗* _斜_ ~删~ `码` ```块``` **重** [链](https://evil.example) > 引",
  entities: "&lt;!channel&gt; &amp;lt; &#60;!here&#62;",
  formula: "=cmd|' /C calc'!A0 +1+1 -2 @SUM(A1)",
  "reversed and hidden": "\u202e倒\u202c\u2066过\u2069\u200f来\u200b了\ufeff",
  "NUL and halves": "空\0字\ud83d符\udc00号",
  "only emoji": "👨‍👩‍👧‍👦🧨🇨🇳👍🏽",
  "names of emoji": ":100: :+1: :skull_and_crossbones:",
  "only spaces": " \u3000\t\u00a0\u200b ",
  "only line ends": "\n\r\n\n",
  quotes: '"\\'.repeat(900),
  "quotes after a name": `无名 ${'"'.repeat(700)}`,
  "a name without end": "y".repeat(1_900),
  "a name of quotes": '"'.repeat(330),
  "a name of a thousand letters": `${"z".repeat(1_000)} 谈了`,
  "line ends all through": "甲\n".repeat(700),
  "ten thousand letters": "x".repeat(10_000),
  "ten thousand characters": "长".repeat(10_000),
  "families without end": "👨‍👩‍👧‍👦".repeat(900),
  "marks piled up": `字${"\u0301\u0489".repeat(800)}`,
  placeholders: ["%s $", "{x} {{y}} {0} $1 $& \\1 __proto__ constructor"].join(""),
};
