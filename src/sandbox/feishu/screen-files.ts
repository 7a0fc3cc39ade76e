import { isObject, parseJson } from "../json.ts";
import type { Message } from "./records.ts";

/** The file or picture that a message is; none for other types. */
export const filesIn = ({
  type,
  content,
  deleted,
}: Message): readonly { readonly key: string; readonly name: string }[] => {
  if (deleted || (type !== "file" && type !== "image")) return [];
  const value = parseJson(content);
  if (!isObject(value)) return [];
  return [{ key: String(value.file_key ?? value.image_key ?? ""), name: String(value.file_name ?? "") }];
};
