import { Session } from "node:inspector/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { sourcesOf } from "../architecture/source.ts";

/** Every function that says it makes a card, as "src/features/fees/cards.ts sentCard". */
export const cardMakers = (): readonly string[] =>
  ["src/features", "src/chat"]
    .flatMap(sourcesOf)
    .flatMap(({ file, tree }) => tree.statements.flatMap(makersIn).map((name) => `${file} ${name}`));

const makersIn = (statement: ts.Statement): readonly string[] => {
  if (ts.isFunctionDeclaration(statement)) return statement.name && isCard(statement) ? [statement.name.text] : [];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
    ts.isIdentifier(name) && initializer && ts.isArrowFunction(initializer) && isCard(initializer) ? [name.text] : [],
  );
};

/** A card, perhaps none, or several. */
const isCard = ({ type }: ts.SignatureDeclaration): boolean =>
  type !== undefined && /^(?:readonly )?Card(?:\[\])?(?: \| undefined)?$/.test(type.getText());

/** What the work comes to, and the functions it called; named as `cardMakers` names them. */
export const withCalls = async <Value>(work: () => Promise<Value>): Promise<[Value, ReadonlySet<string>]> => {
  const session = new Session();
  session.connect();
  try {
    await session.post("Profiler.enable");
    await session.post("Profiler.startPreciseCoverage", { callCount: false, detailed: false });
    const value = await work();
    const { result } = await session.post("Profiler.takePreciseCoverage");
    const called = result.flatMap(({ url, functions }) => {
      const file = path.relative(process.cwd(), url.startsWith("file:") ? fileURLToPath(url) : url);
      const reached = functions.filter(({ ranges: [whole] }) => whole && whole.count > 0);
      return reached.map(({ functionName }) => `${file.replaceAll("\\", "/")} ${functionName}`);
    });
    return [value, new Set(called)];
  } finally {
    session.disconnect();
  }
};
