import type { Language } from "../core/language.ts";
import { type Arrivals, arrivalsOf } from "./arrivals.ts";
import type { KernelOptions } from "./kernel-options.ts";
import { newLanguages } from "./languages.ts";
import { type Looking, lookingOf } from "./looking.ts";
import { receptionOf } from "./reception.ts";
import type { Registry } from "./registry.ts";
import type { PersonIdentity } from "./sight.ts";
import type { UnderWay } from "./under-way.ts";

export interface Handling extends Arrivals, Looking {
  /** The platform closed this person's account. */
  left(identity: PersonIdentity): Promise<void>;
  languageOf(identity: PersonIdentity): Language;
}

/** How each kind of arrival is handled, from who it is to what is shown. */
export const handlingOf = (options: KernelOptions, registry: Registry, underWay: UnderWay): Handling => {
  const languages = newLanguages();
  const looking = lookingOf(options, registry);
  const receive = receptionOf({ options, registry, languages, looking, underWay });
  return {
    ...arrivalsOf(options, registry, receive),
    ...looking,
    left: (identity) => closeLeaver(options, registry, identity),
    languageOf: languages.of,
  };
};

const closeLeaver = async (options: KernelOptions, registry: Registry, identity: PersonIdentity): Promise<void> => {
  const membership = await options.membershipOf(identity);
  if (membership.kind !== "member" || membership.scope.memberId === null) return;
  const member = membership.scope.memberId;
  const scope = options.systemScope(membership.scope.organizationId);
  for (const left of registry.left) {
    await left({ member, identity, change: (work) => options.change(scope, { from: identity.platform }, work) });
  }
};
