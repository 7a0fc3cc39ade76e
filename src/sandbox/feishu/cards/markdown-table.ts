const RULE = /^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$/;

/** The line of dashes below the head of a table. */
export const isTableRule = (line: string): boolean => line.includes("|") && RULE.test(line.trim());

/** Whether a table begins with this line: a head, and a rule below it. */
export const beginsTable = (lines: readonly string[], index: number): boolean =>
  (lines[index] ?? "").includes("|") && !isTableRule(lines[index] ?? "") && isTableRule(lines[index + 1] ?? "");

/** How many tables there are in markdown; what stands in code is none. */
export const countTables = (markdown: string): number => {
  const lines = markdown.replaceAll(/^```[\s\S]*?^```/gm, "").split("\n");
  return lines.filter((_, index) => beginsTable(lines, index)).length;
};
