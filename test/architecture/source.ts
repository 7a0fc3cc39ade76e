import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** One of our files, read as TypeScript reads it. */
export interface Source {
  /** From the project's folder, with forward slashes. */
  readonly file: string;
  readonly tree: ts.SourceFile;
}

/** Every TypeScript file below the folder, what is generated aside. */
export const sourcesOf = (folder: string): Source[] =>
  filesOf(folder)
    .filter((file) => /(?<![.]d)[.]tsx?$/.test(file) && !file.includes("/generated/"))
    .map((file) => ({ file, tree: parse(file, readFileSync(file, "utf8")) }));

export const parse = (file: string, text: string): ts.SourceFile =>
  ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);

/** Every file below the folder. */
export const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name).replaceAll("\\", "/"))
    .sort();

/** What a look at each piece of the code finds: "file:line what". */
export const findings = (
  sources: readonly Source[],
  look: (node: ts.Node, file: string) => string | undefined,
): string[] =>
  sources.flatMap(({ file, tree }) => {
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      const what = look(node, file);
      if (what !== undefined) found.push(`${file}:${lineOf(tree, node.getStart(tree))} ${what}`);
      ts.forEachChild(node, visit);
    };
    visit(tree);
    return found;
  });

const lineOf = (tree: ts.SourceFile, position: number): number => tree.getLineAndCharacterOfPosition(position).line + 1;

/** Lines of a function, its name and its last bracket included; undefined for what is none. */
export const functionLength = (node: ts.Node): number | undefined => {
  if (!ts.isFunctionLike(node) || !("body" in node) || !node.body) return undefined;
  const tree = node.getSourceFile();
  return lineOf(tree, node.end) - lineOf(tree, node.getStart(tree)) + 1;
};

/** What reads the clock, throws dice or asks the environment: only core/clock, core/ids and config may. */
export const impurity = (node: ts.Node): string | undefined => {
  const said = node.getText().replace(/\s+/g, "");
  if (ts.isNewExpression(node) && said === "newDate()") return said;
  if (ts.isCallExpression(node) && said === "Date()") return said;
  if (ts.isPropertyAccessExpression(node) && IMPURE.test(said)) return said;
  return ts.isImportSpecifier(node) && RANDOM.test((node.propertyName ?? node.name).text) ? said : undefined;
};
const IMPURE =
  /^(?:globalThis\.)?(?:Date\.now|Math\.random|process\.env|performance\.now|crypto\.(?:random|getRandom)\w+)$/;
const RANDOM = /^(?:random(?:Bytes|Int|UUID|FillSync|Fill)|getRandomValues)$/;

/** The platforms' own words, whole or as a part of a name: `openId`, `view_id`, `modalTitle`. */
export const platformWord = (node: ts.Node): string | undefined => {
  if (!ts.isIdentifier(node) && !ts.isPrivateIdentifier(node)) return undefined;
  const words = node.text.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
  return PLATFORM_WORDS.test(words) ? node.text : undefined;
};
const PLATFORM_WORDS = /(?:^|_)(?:modals?|blocks?|view_id|open_id|trigger_id|response_url|ts|mrkdwn)(?:_|$)/;
