import type { Zone } from "./dates.ts";
import type { OrganizationId } from "./ids.ts";
import type { Language } from "./language.ts";
import type { Scope } from "./scope.ts";

/** Who an identity is, as the database knows it. */
export type Membership =
  | {
      readonly kind: "member";
      readonly scope: Scope;
      readonly name: string;
      readonly language: Language;
      readonly zone: Zone;
      /** By the member, an admin or a platform; else it is the company's. */
      readonly zoneTold: boolean;
    }
  | { readonly kind: "closed"; readonly language: Language }
  | { readonly kind: "stranger"; readonly organizationId: OrganizationId | null };
