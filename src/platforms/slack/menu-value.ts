import type { ActionCall } from "../../chat/card.ts";

/** A UUID as JSON has it, and as it is carried: 22 characters for 36. */
const WHOLE = /"([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"/g;
const SHORT = /~([A-Za-z0-9_-]{22})/g;

/**
 * What an entry of an overflow menu carries: all entries share one action_id, so each says its own action, and a value
 * has room for 75 characters, so ids are packed. A payload that holds what looks packed already is left as it is.
 */
export const menuValue = ({ action, payload }: ActionCall): string => {
  const json = JSON.stringify(payload ?? null);
  const packed = json.search(SHORT) < 0 ? json.replace(WHOLE, (_, id: string) => `~${shorten(id)}`) : json;
  return packed === json ? `${action} ${json}` : `${action}~ ${packed}`;
};

/** The action and its payload as JSON. */
export const menuCall = (value: string): { action: string; payload: string } => {
  const space = value.indexOf(" ");
  const [action, payload] = [value.slice(0, space), value.slice(space + 1)];
  if (!action.endsWith("~")) return { action, payload };
  return { action: action.slice(0, -1), payload: payload.replace(SHORT, (_, short: string) => `"${lengthen(short)}"`) };
};

const shorten = (id: string): string => Buffer.from(id.replaceAll("-", ""), "hex").toString("base64url");
const lengthen = (short: string): string => {
  const hex = Buffer.from(short, "base64url").toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
};
