import type { Clock } from "../../core/clock.ts";
import { codeHash } from "../../core/codes.ts";
import type { MemberId } from "../../core/ids.ts";
import type { Change, DatabaseHandle, Role } from "../../core/scope.ts";
import { tell } from "../../notify/tell.ts";
import { welcomeCard } from "./cards.ts";
import { keepSetupCode } from "./store.ts";

export { addPeople, editTeam, goOn, joinCard } from "./cards.ts";

/** Makes the code usable while there is no organization yet. True when it is, and so should be shown to the operator. */
export const offerSetupCode = (database: DatabaseHandle, clock: Clock, code: string): Promise<boolean> =>
  keepSetupCode(database, codeHash(code), clock.now());

/** Tells somebody who is in from now on what this is and how to begin. */
export const welcome = async (
  change: Change,
  who: {
    readonly key: string;
    readonly id: MemberId;
    readonly name: string;
    readonly roles: readonly Role[];
    readonly admin: string;
  },
): Promise<void> =>
  tell(change, { key: who.key, to: { member: who.id }, card: ({ language }) => welcomeCard(who, language) });
