/** JSON as it travels: what a payload, a block or a view is made of. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const isArray = (value: unknown): value is readonly Json[] => Array.isArray(value);
export const objects = (value: unknown): readonly JsonObject[] => (isArray(value) ? value.filter(isObject) : []);
export const object = (value: unknown): JsonObject => (isObject(value) ? value : {});

/** `undefined` when the text is not JSON. */
export const parseJson = (source: string): Json | undefined => {
  try {
    return JSON.parse(source) as Json;
  } catch {
    return undefined;
  }
};
