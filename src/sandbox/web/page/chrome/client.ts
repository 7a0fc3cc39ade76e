import { useMemo } from "preact/hooks";
import type { PagePerson } from "../../wire.ts";
import { type Spot, useSpot } from "../chat/place.ts";
import type { Session } from "../session.ts";
import { useDrawn, useSheet } from "./frame.tsx";

/** Where the person is in their client, and how they get elsewhere. */
export interface Going {
  readonly spot: Spot;
  readonly go: (spot: Spot) => void;
  readonly drawerOpen: boolean;
  readonly leave: () => void;
}

/** One person in front of a client: the session, what is around it, and where they are in it. */
export const useClient = <One extends Session>(person: PagePerson, sit: (person: PagePerson) => One) => {
  const session = useMemo(() => sit(person), [person]);
  useDrawn(session);
  const { spot, go } = useSpot(person);
  const [sheet, setSheet] = useSheet();
  const leave = (): void => setSheet(null);
  const going: Going = {
    spot,
    go(next) {
      leave();
      go(next);
    },
    drawerOpen: sheet === "drawer",
    leave,
  };
  return { session, going, frame: { session, sheet, setSheet, threadOpen: spot.thread !== null } };
};

/** A session that opens a person's own conversation. */
interface Opener {
  do(
    action: { readonly type: "openDirect"; readonly withUser: string },
    at: { readonly key: string; readonly where: string },
  ): Promise<unknown>;
}

/** To a conversation, or to a person's own, which is opened for it. */
export const goingFrom = (session: Opener, go: Going["go"]) => {
  const goTo = (at: string): void => go({ at, thread: null });
  const goDirect = async (user: string): Promise<void> => {
    const opened = await session.do({ type: "openDirect", withUser: user }, { key: "direct", where: "app" });
    if (typeof opened === "string") goTo(opened);
  };
  return { goTo, goDirect };
};
