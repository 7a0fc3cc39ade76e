import type { InBoth } from "./core/language.ts";

/** By the name of the variable. */
type Given = Readonly<Record<string, string>>;

/** What is there only by half. */
export const halves = (given: Given): InBoth[] => {
  const problems: InBoth[] = [];
  const receives = given.SLACK_APP_TOKEN ?? given.SLACK_SIGNING_SECRET;
  if (given.SLACK_BOT_TOKEN && !receives) {
    problems.push({
      en: "SLACK_BOT_TOKEN is there, but nothing to receive with: add SLACK_APP_TOKEN (Socket Mode, no public address needed) or SLACK_SIGNING_SECRET (HTTP mode).",
      zh: "有 SLACK_BOT_TOKEN，但没有接收的方式：请加上 SLACK_APP_TOKEN（Socket Mode，不需要公网地址）或 SLACK_SIGNING_SECRET（HTTP 模式）。",
    });
  }
  if (!given.SLACK_BOT_TOKEN && receives) {
    const name = given.SLACK_APP_TOKEN ? "SLACK_APP_TOKEN" : "SLACK_SIGNING_SECRET";
    problems.push({
      en: `${name} is there, but SLACK_BOT_TOKEN is missing: copy it from OAuth & Permissions of the app page, or remove both to start the sandbox.`,
      zh: `有 ${name}，但缺 SLACK_BOT_TOKEN：请从应用页面的 OAuth & Permissions 复制；想启动沙盒，就把两个都删掉。`,
    });
  }
  if (given.SLACK_APP_TOKEN && given.SLACK_SIGNING_SECRET) {
    problems.push({
      en: "SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are both there: keep the first for Socket Mode or the second for HTTP mode.",
      zh: "SLACK_APP_TOKEN 和 SLACK_SIGNING_SECRET 都填了：用 Socket Mode 留前一个，用 HTTP 模式留后一个。",
    });
  }
  if (given.SLACK_API_URL && !given.SLACK_BOT_TOKEN) {
    problems.push({
      en: "SLACK_API_URL is there without SLACK_BOT_TOKEN: the sandbox brings its own server. Add the token or remove the address.",
      zh: "有 SLACK_API_URL，但没有 SLACK_BOT_TOKEN：沙盒自带服务器。请加上 Token，或者删掉这个地址。",
    });
  }
  return problems;
};

/** The same of Feishu. */
export const halvesOfFeishu = (given: Given): InBoth[] => {
  const problems: InBoth[] = [];
  const { FEISHU_APP_ID: id, FEISHU_APP_SECRET: secret, FEISHU_DOMAIN: domain } = given;
  const { FEISHU_ENCRYPT_KEY: key, FEISHU_VERIFICATION_TOKEN: verification } = given;
  const missing = (there: string, other: string) =>
    problems.push({
      en: `${there} is there, but ${other} is missing: copy it from Credentials & Basic Info of the developer console.`,
      zh: `有 ${there}，但缺 ${other}：请从开发者后台的“凭证与基础信息”复制。`,
    });
  if (id && !secret) missing("FEISHU_APP_ID", "FEISHU_APP_SECRET");
  if (!id && secret) missing("FEISHU_APP_SECRET", "FEISHU_APP_ID");
  if (Boolean(key) !== Boolean(verification)) {
    problems.push({
      en: "FEISHU_ENCRYPT_KEY and FEISHU_VERIFICATION_TOKEN go together: copy both from Encryption Strategy when Feishu pushes to an address, or remove the one for the long connection.",
      zh: "FEISHU_ENCRYPT_KEY 和 FEISHU_VERIFICATION_TOKEN 要一起填：由飞书推送到地址时，请从“加密策略”复制这两个；用长连接就都删掉。",
    });
  }
  if (!id && !secret && (key || verification || domain)) {
    const name = key ? "FEISHU_ENCRYPT_KEY" : verification ? "FEISHU_VERIFICATION_TOKEN" : "FEISHU_DOMAIN";
    problems.push({
      en: `${name} is there without FEISHU_APP_ID and FEISHU_APP_SECRET: add both, or remove it.`,
      zh: `有 ${name}，但没有 FEISHU_APP_ID 和 FEISHU_APP_SECRET：请把这两个加上，或者删掉它。`,
    });
  }
  return problems;
};
