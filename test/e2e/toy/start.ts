// The page of both platforms with toy bots, to look at: npm run page
import { openToyCompany } from "./house.ts";

const company = await openToyCompany({ port: 3000 });
console.log(`The toy company is at ${company.url}`);
process.on("SIGINT", () => void company.stop());
