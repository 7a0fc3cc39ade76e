import ts from "typescript";
import { expect, test } from "vitest";
import { sourcesOf } from "../architecture/source.ts";

/**
 * Every refusal says what did not happen, why, and what to do instead (domain.md §9). It is told by how it begins, "Not
 * sent: …", so that one that is written tomorrow is looked at too, wherever its text stands.
 */
const WORDS = {
  en: {
    refuses: /^(?:Not [a-z ]+|Nothing was [a-z ]+|No [a-z ]+ (?:is|was) [a-z]+)[:.] (?=.)/,
    part: /(?<=[.?])\s+/,
    /** What to do, whom to ask, where to look: how the sentence begins, or a command in it. */
    way: /^(?:Please|First|Then|If|For|Ask|Add|Call|Change|Choose|Close|Create|Do|Edit|Fill|Give|Hand|Leave|Let|Link|Log|Look|Make|Merge|Move|Name|Note|Open|Paste|Pick|Press|Rename|Say|See|Send|Shorten|Take|Tell|Try|Type|Undo|Unlink|Use|Wait|Write|You can|Your words are still here|Here (?:is|are)|The card shows|It shows)\b|\/[a-z]+/,
    /** Begins so, but tells how something stands, or has the reason in its title. */
    tells:
      /^(?:Not (?:counted|me|lost|asked for|to be contacted)|No day was found|Nothing was read yet|Nothing was changed\. If this is a mistake)\b/,
  },
  zh: {
    refuses: /^(?:没有|没|不用|不算)[^：。，]{1,8}：/,
    part: /(?<=[。？，])/,
    way: /请|可以|先|再|重新|看看|发 ?[“/]|用 ?[“/]|下面是|现在的情况|最新结果/,
    tells: /^(?:没有角色|没有到账|没有算进来|没有查：)/,
  },
} as const;

/** All texts in the code, with what is put into them as "…". */
const textsIn = (node: ts.Node): string[] => {
  if (ts.isTemplateExpression(node))
    return [[node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join("…")];
  if (ts.isStringLiteralLike(node)) return [node.text];
  const found: string[] = [];
  ts.forEachChild(node, (child) => void found.push(...textsIn(child)));
  return found;
};
const all = ["src/features", "src/chat"]
  .flatMap(sourcesOf)
  .flatMap(({ file, tree }) => textsIn(tree).map((said) => ({ file, said })))
  // What ends so is only the beginning: the rest is a text of its own.
  .filter(({ said }) => !said.endsWith("…"));

type Language = keyof typeof WORDS;
const isRefusal = (said: string, language: Language): boolean =>
  WORDS[language].refuses.test(said) && !WORDS[language].tells.test(said);
const saysWhatToDo = (said: string, language: Language): boolean => {
  const { refuses, part, way } = WORDS[language];
  const [, ...afterWhy] = said.replace(refuses, "").split(part).filter(Boolean);
  return afterWhy.some((each) => way.test(each.trim()));
};

test.each(["en", "zh"] as const)("every refusal says what to do instead: %s", (language) => {
  const refusals = all.filter(({ said }) => isRefusal(said, language));
  expect(refusals.length).toBeGreaterThan(200);
  const silent = refusals.filter(({ said }) => !saysWhatToDo(said, language));
  expect(silent.map(({ file, said }) => `${file}: ${said}`)).toEqual([]);
});

test.each([
  ["en", "Not undone: it has been undone already.", false],
  ["en", "Not undone: ask.", false],
  ["en", "Not undone: it has been undone already. Ask them.", true],
  ["zh", "没有撤销：已经撤销过了。", false],
  ["zh", "没有撤销：请找他们。", false],
  ["zh", "没有撤销：已经撤销过了，请找他们。", true],
] as const)("%s: %s", (language, said, whole) => {
  expect(isRefusal(said, language)).toBe(true);
  expect(saysWhatToDo(said, language)).toBe(whole);
});
