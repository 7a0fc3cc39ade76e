import { asMemberId, asOrganizationId, type MemberId, newId, type OrganizationId } from "../../src/core/ids.ts";
import type { Language } from "../../src/core/language.ts";
import type { DatabaseHandle, Role } from "../../src/core/scope.ts";
import { from } from "../../src/data/client.ts";

export interface Colleague {
  readonly id: MemberId;
  readonly name: string;
  readonly user: string;
}

export interface Company {
  readonly organizationId: OrganizationId;
  readonly segmentId: string;
  readonly teamId: string;
  readonly otherTeamId: string;
  readonly otherSegmentId: string;
  readonly platform: string;
  readonly workspace: string;
  /** By name; see PEOPLE. */
  readonly people: Readonly<Record<string, Colleague>>;
}

/** 李伟 and Emma sell in team 华东一组, 王芳 leads it, 赵敏 is its clerk; 孙丽 sells in another team of another segment. */
const PEOPLE: readonly { name: string; roles: Role[]; language: Language; team?: "first" | "other" }[] = [
  { name: "李伟", roles: ["rep"], language: "zh", team: "first" },
  { name: "Emma", roles: ["rep"], language: "en", team: "first" },
  { name: "王芳", roles: ["manager"], language: "zh", team: "first" },
  { name: "赵敏", roles: ["clerk"], language: "zh", team: "first" },
  { name: "陈静", roles: ["finance"], language: "zh" },
  { name: "周明", roles: ["executive"], language: "zh" },
  { name: "何清", roles: ["compliance"], language: "zh" },
  { name: "林涛", roles: ["admin"], language: "zh" },
  { name: "孙丽", roles: ["rep"], language: "zh", team: "other" },
  { name: "钱进", roles: ["manager", "clerk"], language: "zh", team: "other" },
];

/** A company with one person in each role, in the Slack workspace T1 unless told otherwise. */
export const makeCompany = async (
  database: DatabaseHandle,
  options: { platform?: string; workspace?: string } = {},
): Promise<Company> => {
  const db = from({ database });
  const [organizationId, segmentId, otherSegmentId, teamId, otherTeamId] = [
    newId(),
    newId(),
    newId(),
    newId(),
    newId(),
  ];
  const platform = options.platform ?? "slack";
  const workspace = options.workspace ?? "T1";
  const createdAt = new Date("2026-01-01T00:00:00Z");
  await db.organization.create({ data: { id: organizationId, name: "华信工业", createdAt } });
  await db.workspace.create({ data: { platform, workspace, organizationId, createdAt } });
  await db.segment.createMany({
    data: [
      { id: segmentId, organizationId, name: "工业" },
      { id: otherSegmentId, organizationId, name: "医疗" },
    ],
  });
  await db.team.createMany({
    data: [
      { id: teamId, organizationId, segmentId, name: "华东一组" },
      { id: otherTeamId, organizationId, segmentId: otherSegmentId, name: "华南组" },
    ],
  });
  const at = { platform, workspace, organizationId, since: new Date(0) };
  await db.teamChannel.createMany({
    data: [
      { ...at, teamId, channel: "C-team", approvals: "C-approvals" },
      { ...at, teamId: otherTeamId, channel: "C-other", approvals: "C-other-approvals" },
    ],
  });
  const people: Record<string, Colleague> = {};
  for (const [index, { name, roles, language, team }] of PEOPLE.entries()) {
    const id = newId();
    const user = `U${index + 1}`;
    people[name] = { id: asMemberId(id), name, user };
    await db.member.create({ data: { id, organizationId, name, roles, language, createdAt } });
    await db.identity.create({ data: { platform, workspace, user, organizationId, memberId: id, addedAt: createdAt } });
    if (team)
      await db.teamMember.create({
        data: { teamId: team === "first" ? teamId : otherTeamId, memberId: id, organizationId },
      });
  }
  return {
    organizationId: asOrganizationId(organizationId),
    segmentId,
    otherSegmentId,
    teamId,
    otherTeamId,
    platform,
    workspace,
    people,
  };
};
