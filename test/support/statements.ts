import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";

const listening = new Set<string[]>();
const within = new AsyncLocalStorage<string[]>();
const query = pg.Client.prototype.query;
pg.Client.prototype.query = function counted(this: pg.Client, ...given: unknown[]) {
  const [first] = given;
  const text = typeof first === "string" ? first : ((first as { text?: string } | undefined)?.text ?? "");
  for (const heard of listening) heard.push(text);
  within.getStore()?.push(text);
  return Reflect.apply(query, this, given);
} as typeof query;

/** Hears the SQL that this process sends from now on; the function returned ends it and tells. */
export const listenToStatements = (): (() => string[]) => {
  const heard: string[] = [];
  listening.add(heard);
  return () => {
    listening.delete(heard);
    return heard;
  };
};

/** What was sent for this work alone, whatever else is at work meanwhile. Needs a connection for everything at once. */
export const statementsOf = async <T>(
  work: () => Promise<T>,
): Promise<{ result: T; statements: readonly string[] }> => {
  const statements: string[] = [];
  const result = await within.run(statements, work);
  return { result, statements };
};
