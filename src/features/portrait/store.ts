export { organizationOf } from "../../data/organization.ts";
