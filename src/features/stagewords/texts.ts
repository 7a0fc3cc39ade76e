import { defineTexts } from "../../chat/texts.ts";

interface Word {
  readonly word: string;
  readonly rows: number;
}

export const texts = defineTexts({
  en: {
    button: "Say what its stages mean",
    title: "What these stages mean",
    intro: "Choose a stage of the board for each word of the sheet. Rows whose word you leave empty stay out.",
    later: ({ words }: { readonly words: number }) =>
      words === 1 ? "1 more word is on the next page." : `${words} more words are on the next pages.`,
    more: "More words",
    moreHint: "Go through the others before the rows are checked",
    submit: "Check the rows again",
    word: ({ word, rows }: Word) => (rows === 0 ? word : rows === 1 ? `${word} · 1 row` : `${word} · ${rows} rows`),
    chooseOne: "Choose a stage for one word at least.",
    noneUnknown:
      "Nothing is left to ask: the stages of this sheet are known. If the import is over, send the sheet again.",
  },
  zh: {
    button: "阶段怎么算",
    title: "这些阶段怎么算",
    intro: "表里的每个说法，请选它算哪个阶段。空着的，这些行不导入。",
    later: ({ words }) => `后面几页还有 ${words} 个说法。`,
    more: "其余的说法",
    moreHint: "先看完其余的说法，再检查各行",
    submit: "重新检查",
    word: ({ word, rows }) => (rows === 0 ? word : `${word} · ${rows} 行`),
    chooseOne: "请至少选一个。",
    noneUnknown: "没有要问的了：这张表的阶段都认识。导入已经结束的话，请重新发一次表。",
  },
});
