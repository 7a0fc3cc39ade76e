import type { ViewStateValue } from "@slack/bolt";
import { PortError, type RawFile, type RawValue } from "../../chat/port.ts";
import type { Connection } from "./connection.ts";

type State = Readonly<Record<string, Readonly<Record<string, ViewStateValue>>>>;
const MOST_BYTES = 50 * 1024 * 1024;

/** What was entered, by field: block_id is the field's name. Fields left empty are not there. */
export const valuesOf = (state: State, slack: Connection): Record<string, RawValue> => {
  const values: Record<string, RawValue> = {};
  for (const [name, elements] of Object.entries(state)) {
    for (const element of Object.values(elements)) {
      const value = enteredIn(element, slack);
      if (value) values[name] = value;
    }
  }
  return values;
};

const enteredIn = (element: ViewStateValue, slack: Connection): RawValue | undefined => {
  const said = (text: string | null | undefined): RawValue | undefined => (text ? { text } : undefined);
  const ids = (chosen: readonly (string | null | undefined)[]): RawValue | undefined => {
    const there = chosen.filter((id): id is string => Boolean(id));
    return there.length > 0 ? { ids: there } : undefined;
  };
  switch (element.type) {
    case "datepicker":
      return said(element.selected_date);
    case "datetimepicker":
      return element.selected_date_time
        ? { text: new Date(element.selected_date_time * 1000).toISOString() }
        : undefined;
    case "static_select":
    case "external_select":
      return element.selected_option ? { choices: [choiceOf(element.selected_option)] } : undefined;
    case "multi_static_select":
    case "multi_external_select":
      return element.selected_options?.length ? { choices: element.selected_options.map(choiceOf) } : undefined;
    case "checkboxes":
      return { checked: (element.selected_options ?? []).length > 0 };
    case "users_select":
      return ids([element.selected_user]);
    case "multi_users_select":
      return ids(element.selected_users ?? []);
    case "conversations_select":
      return ids([element.selected_conversation]);
    case "file_input":
      return element.files?.length ? { files: element.files.map((file) => fileOf(file, slack)) } : undefined;
    default:
      return said(element.value);
  }
};

const choiceOf = ({ value, text }: { value: string; text: { text: string } }) => ({ value, label: text.text });

type SlackFile = NonNullable<ViewStateValue["files"]>[number];

const fileOf = (file: SlackFile, slack: Connection): RawFile => ({
  name: file.name,
  size: file.size ?? 0,
  read: () => download(file.url_private_download || file.url_private, slack),
});

/** @throws PortError */
const download = async (url: string, slack: Connection): Promise<Buffer> => {
  if (!isSlacks(url, slack.apiUrl))
    throw new PortError("invalid", "A file lies outside Slack; the token is not sent there.");
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${slack.botToken}` },
    signal: AbortSignal.timeout(60_000),
  }).catch((error: unknown) => {
    throw new PortError("unavailable", "A file could not be fetched", { cause: error });
  });
  if (!response.ok) {
    const remedy =
      "Add the bot scope files:read in OAuth & Permissions at api.slack.com/apps and install the app again.";
    throw new PortError(response.status >= 500 ? "unavailable" : "forbidden", `A file answered ${response.status}`, {
      remedy,
    });
  }
  return readAtMost(response, MOST_BYTES);
};

/** Counts what arrives: the length that was announced may be missing or wrong. @throws PortError */
const readAtMost = async ({ headers, body }: Response, most: number): Promise<Buffer> => {
  const reader = body?.getReader();
  const parts: Uint8Array[] = [];
  let size = Number(headers.get("content-length") ?? 0) > most ? most + 1 : 0;
  while (reader && size <= most) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw new PortError("unavailable", "A file could not be read to its end", { cause: error });
    });
    if (done) return Buffer.concat(parts);
    size += value.byteLength;
    parts.push(value);
  }
  await reader?.cancel();
  if (size > most) throw new PortError("invalid", "A file is larger than 50 MB.");
  return Buffer.alloc(0);
};

/** The token goes to Slack alone: a URL is only as good as whoever wrote it. */
const isSlacks = (url: string, apiUrl: string | undefined): boolean => {
  const { protocol, hostname, host } = new URL(url);
  if (apiUrl !== undefined && new URL(apiUrl).host === host) return true;
  return protocol === "https:" && (hostname === "slack.com" || hostname.endsWith(".slack.com"));
};
