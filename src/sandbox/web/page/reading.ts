import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { ShownChannel, ShownUser } from "../../slack/screen.ts";
import { type Texts, textsIn } from "./texts.ts";
import type { Reader } from "./time.ts";

/** What it takes to read a message: who the people are, and in which language and zone. */
export interface Reading {
  readonly t: Texts;
  readonly reader: Reader;
  readonly me: string;
  readonly bot: string;
  readonly users: ReadonlyMap<string, ShownUser>;
  readonly channels: ReadonlyMap<string, ShownChannel>;
}

export const NOBODY: Reading = {
  t: textsIn("en"),
  reader: { language: "en", zone: "UTC" },
  me: "",
  bot: "",
  users: new Map(),
  channels: new Map(),
};

export const ReadingContext = createContext<Reading>(NOBODY);
export const useReading = (): Reading => useContext(ReadingContext);

export const nameOf = (reading: Reading, user: string): string => reading.users.get(user)?.realName ?? user;

const BOT_COLOR = "#0b6e6e";
export const colorOf = (reading: Reading, user: string): string =>
  user === reading.bot ? BOT_COLOR : `#${reading.users.get(user)?.color ?? "757575"}`;
