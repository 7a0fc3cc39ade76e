import type { Clock } from "../core/clock.ts";
import { dateIn } from "../core/dates.ts";
import type { OrganizationId } from "../core/ids.ts";
import type { Membership } from "../core/membership.ts";
import { closedCard, withheldHomeCard } from "./answers.ts";
import type { Card } from "./card.ts";
import { countedCard } from "./counted.ts";
import type { Ctx } from "./feature.ts";
import type { Choice } from "./form.ts";
import type { Arrived, KernelOptions } from "./kernel-options.ts";
import { PortError, type SearchArrival, type Shown, type ShownForm } from "./port.ts";
import type { Registry } from "./registry.ts";
import type { PersonIdentity, Sight } from "./sight.ts";
import { parseCarried, storable } from "./storable.ts";
import { visible } from "./typed.ts";

type Member = Extract<Membership, { kind: "member" }>;

/** Who asks, from where and when. @throws TypeError for a scope of no member. */
export const sightOf = (
  clock: Clock,
  { identity, place }: Pick<Arrived, "identity" | "place">,
  member: Member,
): Sight => {
  const { scope, name, language, zone } = member;
  if (scope.memberId === null) throw new TypeError("A person acts with the scope of a member.");
  const now = clock.now();
  const who = { id: scope.memberId, name, identity };
  return { who, scope, place, language, zone, now, today: dateIn(zone, now) };
};

/** What a person is shown without asking for a change: choices while they type, their Home. */
export interface Looking {
  /** Remembers whose form this is, where it is one: its choices may be looked for as it opens. */
  drawn<S extends Shown>(shown: S, identity: PersonIdentity, member: Member): S;
  search(arrival: SearchArrival): Promise<readonly Choice[]>;
  home(identity: PersonIdentity): Promise<void>;
}

const keyOf = ({ platform, workspace, user }: PersonIdentity): string => JSON.stringify([platform, workspace, user]);

/** Searches of one form that come at once look up who asks but once. */
const askedTogether = (ask: KernelOptions["membershipOf"]): KernelOptions["membershipOf"] => {
  const underWay = new Map<string, Promise<Membership>>();
  return (identity) => {
    const key = keyOf(identity);
    const known = underWay.get(key);
    if (known) return known;
    const asked = ask(identity).finally(() => underWay.delete(key));
    underWay.set(key, asked);
    return asked;
  };
};

export const lookingOf = (options: KernelOptions, registry: Registry): Looking => {
  const membershipOf = askedTogether(options.membershipOf);
  const owners = new WeakMap<ShownForm, { readonly identity: PersonIdentity; readonly member: Member }>();
  const ownerOf = ({ opening, identity }: SearchArrival): Member | undefined => {
    const owner = opening && owners.get(opening);
    return owner && keyOf(owner.identity) === keyOf(identity) ? owner.member : undefined;
  };
  return {
    drawn(shown, identity, member) {
      if (shown.kind === "form" || shown.kind === "fix") owners.set(shown.form, { identity, member });
      return shown;
    },

    async search(arrival) {
      const membership = ownerOf(arrival) ?? (await membershipOf(arrival.identity));
      const handler = registry.forms.get(arrival.formId);
      if (membership.kind !== "member" || !handler) return [];
      const params = handler.form.params.safeParse(parseCarried(arrival.params));
      if (!params.success) return [];
      const field = handler.form.build(membership.language, params.data).fields[arrival.field];
      if (!field || !("search" in field) || !field.search) return [];
      return field.search(sightOf(options.clock, arrival, membership), visible(arrival.typed), params.data);
    },

    async home(identity) {
      const membership = await options.membershipOf(identity);
      if (membership.kind === "closed") return options.showHome(identity, [closedCard(membership.language)]);
      if (membership.kind === "stranger") return homeOfStranger(options, registry, { identity, ...membership });
      const { platform, workspace } = identity;
      const place = { platform, workspace, place: "", kind: "direct", home: true } as const;
      const change: Ctx["change"] = () => Promise.reject(new TypeError("Looking at a Home changes nothing."));
      const ctx: Ctx = { ...sightOf(options.clock, { identity, place }, membership), change };
      const sections = await Promise.all(registry.home.map((section) => section.build(ctx)));
      await showHome(
        options,
        { identity, member: membership },
        sections.flat().map((card) => countedCard(card, ctx)),
      );
    },
  };
};

/** One that the company's content check holds back says so in its place: shown again it would be held back again. */
const showHome = async (
  options: KernelOptions,
  { identity, member: { scope, language } }: { identity: PersonIdentity; member: Member },
  cards: readonly Card[],
): Promise<void> => {
  try {
    await options.showHome(identity, cards);
  } catch (error) {
    if (!(error instanceof PortError && error.failure === "withheld")) throw error;
    options.log.warn({ err: error, remedy: error.remedy }, "A Home was held back; the admins are told");
    await options.homeWithheld(scope, identity);
    await options.showHome(identity, [withheldHomeCard(language)]);
  }
};

/** Someone not yet let in finds what comes next; programs find nothing. */
const homeOfStranger = async (
  options: KernelOptions,
  { strangerHome }: Registry,
  { identity, organizationId }: { identity: PersonIdentity; organizationId: OrganizationId | null },
): Promise<void> => {
  if (!strangerHome) return;
  const profile = storable(await options.profile(identity));
  if (profile.bot) return;
  const scope = organizationId && options.systemScope(organizationId);
  await options.showHome(identity, await strangerHome({ identity, profile, scope }));
};
