import type { Clock } from "../../core/clock.ts";
import { type Desk, DeskError } from "../slack/screen.ts";
import type { ActionAnswer, PageAction } from "./wire.ts";

/** Moves the sandbox's clock and resolves when what has become due then is done. */
export type MoveClock = (to: Date) => Promise<void>;

export interface Performing {
  readonly desk: Desk;
  readonly clock: Clock;
  readonly moveClock: MoveClock | undefined;
}

const move = async ({ clock, moveClock }: Performing, to: number): Promise<null> => {
  if (!moveClock) throw new DeskError("the clock of this sandbox cannot be moved");
  if (to < clock.now().getTime()) throw new DeskError("the clock only moves forward");
  await moveClock(new Date(to));
  return null;
};

const run = (on: Performing, user: string, action: PageAction): Promise<unknown> | unknown => {
  const { desk } = on;
  switch (action.type) {
    case "command":
      return desk.command({ user, ...action });
    case "say":
      return desk.say({ user, ...action });
    case "enter":
      return desk.enter({ user, ...action });
    case "act":
      return desk.act({ user, ...action });
    case "suggest":
      return desk.suggest({ user, ...action });
    case "submit":
      return desk.submit({ user, ...action });
    case "close":
      return desk.close({ user, ...action });
    case "openHome":
      return desk.openHome(user);
    case "openDirect":
      return desk.openDirect(user, action.withUser);
    case "join":
      return desk.join(user, action.channel);
    case "react":
      return desk.react({ user, ...action });
    case "moveClock":
      return move(on, action.to);
    default:
      return action satisfies never;
  }
};

/** Does what the person asked; what Slack's client would not let them do comes back as a refusal. */
export const perform = async (on: Performing, user: string, action: PageAction): Promise<ActionAnswer> => {
  try {
    return { ok: true, result: (await run(on, user, action)) ?? null };
  } catch (error) {
    if (error instanceof DeskError) return { ok: false, code: "refused", message: error.message };
    throw error;
  }
};
