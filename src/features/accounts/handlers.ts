import type { Ctx, Outcome } from "../../chat/feature.ts";
import { open, type PickedPerson } from "../../chat/form.ts";
import { asMemberId, type MemberId } from "../../core/ids.ts";
import type { Change } from "../../core/scope.ts";
import { sayPlatform } from "../../domain/platforms.ts";
import { isAdmin } from "../../domain/roles.ts";
import { tell } from "../../notify/tell.ts";
import { welcome } from "../team/public.ts";
import { codeCard, noticeCard } from "./cards.ts";
import { linkForm } from "./forms.ts";
import { admitCode, closeRequest, tellLinked } from "./public.ts";
import type { Identified } from "./rules.ts";
import { issueCode, type LinkProblem, link, readAccounts, readNames, readRoles, unlink } from "./store.ts";
import { REFUSALS, texts } from "./texts.ts";

/** Without a code: a new one. With a code this account is known already, so the code can only be refused, in words. */
export const linkCommand = async (ctx: Ctx, typed: string): Promise<Outcome> => {
  const { identity, id } = ctx.who;
  if (typed.trim() !== "") {
    const { database, clock, organizationId } = ctx.scope;
    const given = await admitCode({ database, clock, identity }, typed);
    if ("refuse" in given) return given;
    if (given.organizationId !== organizationId) return { refuse: REFUSALS.elsewhere };
    return { refuse: given.member.id === id ? REFUSALS.same : REFUSALS.taken };
  }
  const accounts = await readAccounts(ctx.scope, id);
  return { show: codeCard(await issueCode(ctx.scope, identity), { accounts, here: identity }, ctx) };
};

export const pressUnlinkOwn = (ctx: Ctx, account: { platform: string; user: string }): Promise<Outcome> =>
  ctx.change(async (change) => {
    const came = await unlink(change, ctx.who.id, { ...account, from: ctx.who.identity });
    if (came !== "done") return { refuse: REFUSALS[came] };
    const t = texts[ctx.language];
    const platform = sayPlatform(account.platform, ctx.language);
    return { replace: noticeCard("done", t.unlinked({ platform }), t.unlinkedText) };
  });

export const pressLinkMember = async (ctx: Ctx, { id }: { id: string }): Promise<Outcome> => {
  if (!isAdmin(ctx.scope)) return { refuse: REFUSALS.adminsOnly };
  const name = (await readNames(ctx.scope, [id])).get(id);
  if (name === undefined) return { refuse: REFUSALS.nobody };
  return { ask: open(linkForm, { id, name, platform: ctx.place.platform }) };
};

const FIELDS: Record<LinkProblem, "closedField" | "elsewhereField" | "sameField" | "takenField" | "secondField"> = {
  closed: "closedField",
  elsewhere: "elsewhereField",
  same: "sameField",
  taken: "takenField",
  second: "secondField",
};

export const submitLink = async (
  ctx: Ctx,
  { person: [picked] }: { readonly person: readonly PickedPerson[] },
  { id, name }: { readonly id: string; readonly name: string },
): Promise<Outcome> => {
  if (!isAdmin(ctx.scope)) return { refuse: REFUSALS.adminsOnly };
  const t = texts[ctx.language];
  const profile = await picked?.profile();
  if (!picked || !profile) return { refuse: REFUSALS.nobody };
  if (profile.bot) return { fix: { person: t.bot({ name: profile.name }) } };
  return ctx.change(async (change) => {
    const member = asMemberId(id);
    const isNew = (await readAccounts(change, id)).length === 0;
    const { language, zone } = profile;
    const problem = await link(change, member, { ...picked.identity, language, zone });
    if (problem) return { fix: { person: t[FIELDS[problem]] } };
    const account = { ...picked.identity, name: profile.name };
    const by = ctx.who.name;
    if (isNew) await greet(change, { id: member, name, account, admin: by });
    else await tellLinked(change, { member, name, account, admin: by });
    const said = { name, account: profile.name, platform: sayPlatform(account.platform, ctx.language) };
    return { show: noticeCard("done", t.adminLinked(said), t.adminTold) };
  });
};

/** Who was on a list, and is on a platform from now on. */
const greet = async (
  change: Change,
  {
    id,
    name,
    account,
    admin,
  }: { readonly id: MemberId; readonly name: string; readonly account: Identified; readonly admin: string },
): Promise<void> => {
  const roles = await readRoles(change, id);
  await welcome(change, { key: `welcome:${id}:${change.at.toISOString()}`, id, name, roles, admin });
  await closeRequest(change, account, name);
};

export const pressUnlinkMember = async (
  ctx: Ctx,
  { id, platform }: { id: string; platform: string },
): Promise<Outcome> => {
  if (!isAdmin(ctx.scope)) return { refuse: REFUSALS.adminsOnly };
  const name = (await readNames(ctx.scope, [id])).get(id);
  if (name === undefined) return { refuse: REFUSALS.nobody };
  return ctx.change(async (change) => {
    const member = asMemberId(id);
    const came = await unlink(change, member, { platform });
    if (came !== "done") return { refuse: REFUSALS[came] };
    await tell(change, {
      key: `unlinked:${id}:${platform}:${change.at.toISOString()}`,
      to: { member },
      card: ({ language }) => {
        const t = texts[language];
        const title = t.unlinked({ platform: sayPlatform(platform, language) });
        return noticeCard("stopped", title, t.unlinkedByAdmin({ admin: ctx.who.name }));
      },
    });
    const t = texts[ctx.language];
    const said = { name, platform: sayPlatform(platform, ctx.language) };
    return { show: noticeCard("done", t.adminUnlinked(said), t.adminTold) };
  });
};
