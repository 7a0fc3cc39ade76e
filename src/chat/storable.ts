/** NUL and halves of a character: PostgreSQL holds neither in text nor in jsonb. */
const UNSTORABLE = /\0|\p{Surrogate}/gu;

/** The same without what no database can hold, in every text and key of it; all else (dates, files' readers) as it is. */
export const storable = <T>(value: T): T => cleaned(value) as T;

const cleaned = (value: unknown): unknown => {
  if (typeof value === "string") return value.replace(UNSTORABLE, "");
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inside]) => [storable(key), cleaned(inside)]));
};

/** What a button or a form carried through the platform and back; undefined, which no payload is, when it is not JSON. */
export const parseCarried = (json: string): unknown => {
  try {
    return storable(JSON.parse(json) as unknown);
  } catch {
    return undefined;
  }
};
