import pg from "pg";

const listening = new Set<string[]>();
const query = pg.Client.prototype.query;
pg.Client.prototype.query = function counted(this: pg.Client, ...given: unknown[]) {
  const [first] = given;
  const text = typeof first === "string" ? first : ((first as { text?: string } | undefined)?.text ?? "");
  for (const heard of listening) heard.push(text);
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
