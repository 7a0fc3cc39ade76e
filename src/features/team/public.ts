import type { Clock } from "../../core/clock.ts";
import { codeHash } from "../../core/codes.ts";
import type { DatabaseHandle } from "../../core/scope.ts";
import { keepSetupCode } from "./store.ts";

export { addPeople, editTeam, goOn } from "./cards.ts";

/** Makes the code usable while there is no organization yet. True when it is, and so should be shown to the operator. */
export const offerSetupCode = (database: DatabaseHandle, clock: Clock, code: string): Promise<boolean> =>
  keepSetupCode(database, codeHash(code), clock.now());
