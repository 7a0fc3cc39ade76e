import type { KernelOptions } from "./chat/kernel-options.ts";
import type { Shown } from "./chat/port.ts";
import type { Clock } from "./core/clock.ts";
import type { DatabaseHandle } from "./core/scope.ts";
import {
  answerDelivery,
  earlierDelivery,
  finishDelivery,
  holdDelivery,
  leaseDelivery,
  missDelivery,
} from "./data/deliveries.ts";
import { isUnavailable } from "./data/errors.ts";
import { tellZone } from "./data/member-zones.ts";
import { keepDirectPlace, membershipOf } from "./data/members.ts";
import { systemScope } from "./data/scope.ts";
import { change } from "./data/transaction.ts";
import { bringNewestFace } from "./notify/newest-face.ts";
import { tellAdminsHomeWithheld } from "./notify/notices.ts";
import { subjectOf } from "./notify/subjects.ts";

type Ground =
  | "database"
  | "clock"
  | "membershipOf"
  | "keepDirectPlace"
  | "keepZone"
  | "systemScope"
  | "change"
  | "deliveries"
  | "subjectOf"
  | "bringNewestFace"
  | "homeWithheld"
  | "isUnavailable";

/** What the kernel needs of the database: the same for the bot and for tests. */
export const kernelGround = (database: DatabaseHandle, clock: Clock): Pick<KernelOptions, Ground> => ({
  database,
  clock,
  membershipOf: (identity) => membershipOf(database, clock, identity),
  keepDirectPlace: (identity, place) => keepDirectPlace(database, identity, place),
  keepZone: (scope, zone, from) => change(scope, { from }, (inside) => tellZone(inside, inside.memberId ?? "", zone)),
  systemScope: (organizationId) => systemScope(database, organizationId, clock),
  change,
  deliveries: {
    lease: (id, identity) => leaseDelivery(database, id, identity),
    hold: (id) => holdDelivery(database, id),
    async earlier(id) {
      const earlier = await earlierDelivery(database, id);
      return earlier && { shown: earlier.outcome as Shown | null, answered: earlier.answered };
    },
    finish(inside, { id, identity: { platform, workspace, user } }, outcome) {
      finishDelivery(inside, { id, organizationId: inside.organizationId, platform, workspace, user, outcome });
    },
    answered: (id) => answerDelivery(database, id),
    missed: ({ id, identity: { platform, workspace, user } }, organizationId, outcome) =>
      missDelivery(database, { id, organizationId, platform, workspace, user, outcome }),
  },
  subjectOf: (message) => subjectOf(database, message),
  bringNewestFace: (message, shown) => bringNewestFace(database, message, shown),
  homeWithheld: ({ organizationId, memberId }, identity) =>
    change(systemScope(database, organizationId, clock), { from: "system" }, (change) =>
      tellAdminsHomeWithheld(change, { memberId, identity }),
    ),
  isUnavailable,
});
