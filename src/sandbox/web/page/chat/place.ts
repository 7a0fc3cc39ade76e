import type { Screen, ShownChannel } from "../../../slack/screen.ts";

/** Where the person is: the bot's home page, or a conversation with perhaps a thread beside it. */
export interface Spot {
  /** "home", or a channel id; "" until the bot's conversation is known. */
  readonly at: string;
  readonly thread: string | null;
}

export const spotIn = (address: string): Spot => {
  const query = new URLSearchParams(address);
  return { at: query.get("at") ?? "", thread: query.get("thread") };
};

export const addressOf = (person: string, { at, thread }: Spot): string =>
  `/?${new URLSearchParams({ as: person, ...(at === "" ? {} : { at }), ...(thread === null ? {} : { thread }) })}`;

export const botChannel = (screen: Screen): ShownChannel | undefined =>
  screen.channels.find((channel) => channel.kind === "im" && channel.withUser === screen.app.botUserId);
