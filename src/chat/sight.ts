import type { Instant } from "../core/clock.ts";
import type { PlainDate, Zone } from "../core/dates.ts";
import type { MemberId } from "../core/ids.ts";
import type { Language } from "../core/language.ts";
import type { Scope } from "../core/scope.ts";

/** A person as a platform knows them. */
export interface PersonIdentity {
  readonly platform: string;
  /** The Slack workspace or the Feishu tenant. */
  readonly workspace: string;
  readonly user: string;
}

/** Where something was said or pressed. Ids are the platform's own and mean nothing outside it. */
export interface Place {
  readonly platform: string;
  readonly workspace: string;
  readonly place: string;
  readonly kind: "direct" | "group";
  /** The first message of the thread, when in one. */
  readonly thread?: string;
  /** The message whose button was pressed. */
  readonly message?: string;
  /** Pressed on the person's Home: it is built anew after the press, whatever the outcome. */
  readonly home?: boolean;
}

export interface Who {
  readonly id: MemberId;
  readonly name: string;
  readonly identity: PersonIdentity;
}

export interface PersonProfile {
  readonly name: string;
  readonly language: Language;
  /** Absent where the platform does not know it. */
  readonly zone?: Zone;
  readonly mail?: string;
  readonly bot: boolean;
}

/** Who is asking, from where and when: enough to look at things, not to change them. */
export interface Sight {
  readonly who: Who;
  readonly scope: Scope;
  readonly place: Place;
  readonly language: Language;
  readonly zone: Zone;
  readonly now: Instant;
  /** The member's own day. */
  readonly today: PlainDate;
}
