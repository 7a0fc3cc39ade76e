import { defineTexts } from "../../chat/texts.ts";
import type { Language } from "../../core/language.ts";

export const texts = defineTexts({
  en: {
    roles: "Roles",
    teams: "Teams",
    teamHint: "Reps, clerks, managers and segment admins belong to a team.",
    needTeam: "Reps, clerks, managers and segment admins need a team. Make one first with /team.",
    teamGone: "One of these teams is no longer there. Choose again.",
    beyondRoles: "You can give roles of a team only. Ask an admin for others.",
    beyondTeams: "You can choose teams of your segment only.",
    inTeamAlready: (p: { name: string }) => `${p.name} is in already. Change roles and teams with /people.`,
  },
  zh: {
    roles: "角色",
    teams: "团队",
    teamHint: "销售代表、内勤、经理和板块管理员要有团队。",
    needTeam: "销售代表、内勤、经理和板块管理员要有团队。先用 /team 建一个。",
    teamGone: "有团队已经不在了，请重新选。",
    beyondRoles: "你只能给团队里的角色，别的请找系统管理员。",
    beyondTeams: "只能选你板块里的团队。",
    inTeamAlready: (p) => `${p.name} 已经在用了。角色和团队请用 /people 修改。`,
  },
});

const FIELD_TEXTS = { needs_team: "needTeam", team_gone: "teamGone", beyond_teams: "beyondTeams" } as const;
/** Why somebody may not be given these roles in this team, at the field to change. */
export const problemAt = (
  problem: "beyond_roles" | keyof typeof FIELD_TEXTS,
  language: Language,
): Partial<Record<"roles" | "teams", string>> => {
  const t = texts[language];
  return problem === "beyond_roles" ? { roles: t.beyondRoles } : { teams: t[FIELD_TEXTS[problem]] };
};
