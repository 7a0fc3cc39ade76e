import { useEffect, useState } from "preact/hooks";
import type { PagePerson } from "../../wire.ts";
import type { Session } from "../session.ts";

/** Where the person is: a page of the bot's, or a conversation with perhaps a thread beside it. */
export interface Spot {
  /** "home", or the id of a conversation; "" until the bot's conversation is known. */
  readonly at: string;
  readonly thread: string | null;
}

const spotIn = (address: string): Spot => {
  const query = new URLSearchParams(address);
  return { at: query.get("at") ?? "", thread: query.get("thread") };
};

/** The address of a person's seat in the client of their platform. */
export const addressOf = ({ name, platform }: PagePerson, { at, thread }: Spot = { at: "", thread: null }): string => {
  const where = { ...(at === "" ? {} : { at }), ...(thread === null ? {} : { thread }) };
  return `/?${new URLSearchParams({ as: name, in: platform, ...where })}`;
};

/** Where the person is; the browser's back and forward move too. */
export const useSpot = (person: PagePerson) => {
  const [spot, setSpot] = useState<Spot>(() => spotIn(location.search));
  useEffect(() => {
    const moved = (): void => setSpot(spotIn(location.search));
    addEventListener("popstate", moved);
    return () => removeEventListener("popstate", moved);
  }, []);
  const go = (next: Spot): void => {
    setSpot(next);
    history.pushState(null, "", addressOf(person, next));
  };
  return { spot, go };
};

/** Takes the conversation for read while the person looks at it; `last` is when its newest message was sent. */
export const useMarkRead = (session: Session, conversation: string, last: number | undefined): void => {
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === "visible") session.markRead(conversation, last);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [session, conversation, last]);
};
