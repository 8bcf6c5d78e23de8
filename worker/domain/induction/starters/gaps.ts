/** The gaps that starters leave for the site: what stands in their square brackets, in the groups in which it is asked for. */

interface GapGroup {
  title: string;
  /** By what stands in the brackets: what to write there, such as it reads in the sentence around it; "" where that is plain. */
  gaps: Record<string, string>;
}

const nameAndPhone = (who: string) => ({ [`${who}'s name`]: "", [`${who}'s phone number`]: "" });

export const GAP_GROUPS: GapGroup[] = [
  {
    title: "The site",
    gaps: {
      company: "",
      "site name": "",
      "street address": "As an ambulance needs it: with the floor, the nearest cross street or the RAPID number",
      "what is being built": "Such as: a two-storey school block",
      "working hours": "Such as: 7:00 am to 5:30 pm, Monday to Saturday",
      "where to report": "Such as: the front desk",
    },
  },
  {
    title: "People",
    gaps: {
      ...nameAndPhone("site manager"),
      ...nameAndPhone("warehouse manager"),
      ...nameAndPhone("office manager"),
      ...nameAndPhone("farm manager"),
      ...nameAndPhone("health and safety representative"),
      ...nameAndPhone("first aider"),
      ...nameAndPhone("floor warden"),
      ...nameAndPhone("vet"),
    },
  },
  {
    title: "In an emergency",
    gaps: {
      "assembly point": "Such as: the car park by the road",
      "how the alarm is raised": "Such as: sound the air horn by the stairs",
      "nearest medical centre or hospital": "With its street and phone number",
      "where the first aid kit is": "Such as: the site office",
      "where the defibrillator is": "The nearest one, if you have none",
      "where the fire extinguishers are": "",
      "where the spill kit is": "",
      "nearest place with mobile coverage": "",
      "where the landline and the locator beacon are": "",
      "where a helicopter can land": "With its grid reference, if you know it",
      "radio channel": "",
    },
  },
  {
    title: "Hazards",
    gaps: {
      "where the hazard board is": "Such as: the site office",
      "where the farm map is": "Such as: the woolshed",
      "where the safety data sheets are": "",
      "another hazard of this site": "The one that people here must know of first",
      "what you do about it": "What keeps people safe from that hazard",
      "restricted areas": "Such as: the switch room and the roof",
      "speed limit": "Such as: 10 km/h",
      "where to park": "",
      "other protective gear": "Such as: gloves",
      "tracks to keep off": "Such as: the steep track behind the yards",
      "where power lines cross": "",
      "where the chemicals are locked in": "",
      "where to clean boots and vehicles": "",
    },
  },
  {
    title: "Every day",
    gaps: {
      "where the toilets are": "",
      "where the lunch room is": "",
      "where the kitchen is": "",
      "meeting, with its day and time": "Such as: the toolbox talk, Mondays at 7:15 am",
      "alcohol and drug testing policy": "Such as: before the first shift, and after any incident",
    },
  },
];

/** A gap's name in forms: its words with dashes between. */
const toId = (text: string) => text.toLowerCase().replace(/[^a-z]+/g, "-");

const IDS = new Map(GAP_GROUPS.flatMap(({ gaps }) => Object.keys(gaps).map((text) => [text, toId(text)])));

export const GAP_IDS: string[] = [...IDS.values()];

/** The gap that these words in brackets are, or null where no starter has such a one. */
export function findGapId(text: string): string | null {
  return IDS.get(text.trim().toLowerCase().replaceAll("’", "'")) ?? null;
}
