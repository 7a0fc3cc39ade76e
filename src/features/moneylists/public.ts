import type { Scope } from "../../core/scope.ts";
import { defineList } from "../listpages/public.ts";
import { readCollections, readDue, readFeePapers, readProducts, readRegister, readSignatures } from "./store.ts";

const isFinance = ({ roles }: Scope): boolean => roles.has("finance");

/** Papers, signatures and money. */
export const MONEY_LISTS = {
  fees: defineList({
    name: { en: "Fees", zh: "客情费" },
    counts: { en: "All fee papers you may see", zh: "你能看到的全部费用单" },
    words: ["fee", "费用"],
    columns: [
      "number",
      "filed",
      "customer",
      "requester",
      "nowWith",
      "purpose",
      "what",
      "amount",
      "currency",
      "recipients",
      "tender",
      "forCompliance",
      "approval",
    ],
    read: readFeePapers,
  }),
  register: defineList({
    name: { en: "Gift and hospitality register", zh: "礼品招待登记" },
    counts: {
      en: "Each recipient of the fee papers you may see, refused and withdrawn ones too",
      zh: "你能看到的费用单的每一位收礼人，含驳回和撤回的",
    },
    words: ["gifts", "礼品", "登记"],
    columns: [
      "filed",
      "contact",
      "publicSector",
      "customer",
      "number",
      "purpose",
      "what",
      "amount",
      "currency",
      "requester",
      "nowWith",
      "approval",
      "forCompliance",
    ],
    read: readRegister,
  }),
  approvals: defineList({
    name: { en: "Approvals", zh: "审批记录" },
    counts: {
      en: "Each step of the fee papers you may see, those still to come too",
      zh: "你能看到的费用单的每一步审批，没轮到的也算",
    },
    words: ["approval", "审批"],
    columns: [
      "number",
      "customer",
      "requester",
      "nowWith",
      "filed",
      "amount",
      "currency",
      "approval",
      "step",
      "state",
      "signer",
      "signedFor",
      "signed",
      "why",
    ],
    read: readSignatures,
  }),
  receipts: defineList({
    name: { en: "Money to be confirmed", zh: "待确认到账" },
    counts: {
      en: "For finance: deals with money to confirm, or with more to come",
      zh: "财务：款项待确认的商机，和还有款项未到的商机",
    },
    words: ["receipt", "到账"],
    columns: ["deal", "customer", "owner", "stage", "amount", "currency", "received", "state"],
    offeredTo: isFinance,
    read: readDue,
  }),
  collections: defineList({
    name: { en: "Collections", zh: "回款" },
    counts: {
      en: "All money that finance confirmed, for deals or of customers you may see; all of it for finance",
      zh: "你能看到的商机和客户的全部已确认回款；财务看全部",
    },
    words: ["collection", "收款"],
    columns: ["date", "customer", "deal", "amount", "currency", "by"],
    read: readCollections,
  }),
  products: defineList({
    name: { en: "Products", zh: "产品" },
    counts: { en: "All products of the company", zh: "公司的全部产品" },
    words: ["product"],
    columns: ["product", "series", "price", "currency"],
    read: readProducts,
  }),
};
