import type { InBoth, Language } from "../core/language.ts";
import type { FieldName, SheetKind } from "./sheet-columns.ts";

const KINDS: Readonly<Record<SheetKind, InBoth>> = {
  customers: { en: "customers", zh: "客户" },
  contacts: { en: "contacts", zh: "联系人" },
  deals: { en: "deals", zh: "商机" },
  activities: { en: "activities", zh: "行动" },
  sales: { en: "sales lines", zh: "销售明细" },
  products: { en: "products", zh: "产品" },
};
export const saySheetKind = (kind: SheetKind, language: Language): string => KINDS[kind][language];

const FIELDS: Readonly<Record<FieldName, InBoth>> = {
  customer: { en: "customer", zh: "客户名称" },
  shortName: { en: "short name", zh: "简称" },
  industry: { en: "industry", zh: "行业" },
  customerKind: { en: "kind of customer", zh: "客户性质" },
  region: { en: "region", zh: "地区" },
  city: { en: "city", zh: "城市" },
  address: { en: "address", zh: "地址" },
  source: { en: "source", zh: "来源" },
  lifecycle: { en: "lifecycle class", zh: "客户类别" },
  firstContactOn: { en: "first contact", zh: "首次接触日期" },
  owner: { en: "owner", zh: "负责人" },
  contact: { en: "contact", zh: "联系人" },
  title: { en: "title", zh: "职务" },
  department: { en: "department", zh: "部门" },
  phone: { en: "phone", zh: "电话" },
  mail: { en: "mail", zh: "邮箱" },
  birthday: { en: "birthday", zh: "生日" },
  deal: { en: "deal", zh: "商机名称" },
  number: { en: "deal number", zh: "商机编号" },
  product: { en: "product", zh: "产品" },
  stage: { en: "stage", zh: "阶段" },
  amount: { en: "amount", zh: "金额" },
  expectedOn: { en: "expected signing", zh: "预计签约日期" },
  firstMeetingOn: { en: "first meeting", zh: "首次见面日期" },
  closedOn: { en: "closed on", zh: "成交日期" },
  happenedOn: { en: "date", zh: "日期" },
  activityKind: { en: "kind of activity", zh: "行动方式" },
  said: { en: "what was said", zh: "内容" },
  quantity: { en: "quantity", zh: "数量" },
  net: { en: "net amount", zh: "净额" },
  soldOn: { en: "date of sale", zh: "销售日期" },
  paper: { en: "paper number", zh: "单号" },
  series: { en: "series", zh: "系列" },
  price: { en: "list price", zh: "标价" },
};
export const sayField = (field: FieldName, language: Language): string => FIELDS[field][language];
