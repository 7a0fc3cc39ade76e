import { isObject } from "../../../../json.ts";
import { withEmoji } from "./emoji.ts";
import { Mrkdwn } from "./mrkdwn.tsx";

/** The words of a text object, without any dress. */
export const words = (value: unknown): string => (isObject(value) ? withEmoji(String(value.text ?? "")) : "");

/** A plain_text or mrkdwn object. */
export function TextObject({ value }: { value: unknown }) {
  if (!isObject(value)) return null;
  if (value.type === "mrkdwn") return <Mrkdwn text={String(value.text ?? "")} />;
  return <span class="plain">{words(value)}</span>;
}
