import { choice, makeStarter, speakUp } from "#worker/domain/induction/starters/outline.ts";

const inCharge = `Welcome to [site name], [street address]. It is run by [company].

| Who | Name | Phone |
| --- | --- | --- |
| Farm manager | [farm manager's name] | [farm manager's phone number] |
| Health and safety | [health and safety representative's name] | [health and safety representative's phone number] |
| First aider | [first aider's name] | [first aider's phone number] |
| Vet | [vet's name] | [vet's phone number] |

Sign in when you arrive and sign out when you leave, every time. Tell us where on the farm you will be and when you expect to be back. Mobile coverage is poor in places; the nearest with coverage: [nearest place with mobile coverage]. The radio channel is [radio channel].`;

const hazards = `These are the main risks here. The farm map at [where the farm map is] shows where they are.

| Hazard | What we do about it |
| --- | --- |
| Quad bikes, side-by-sides, farm bikes | Only for those who are trained and allowed. Helmets always, belts where there are belts, no passengers on a quad. Keep off [tracks to keep off] |
| Tractors and implements | Belt on, guards on. Engine off and everything on the ground before you get down or clear a blockage. Stay away from a turning PTO shaft |
| Stock | Stay out of the pen with bulls, stags, and cows with calves unless the work asks for it. Always know your way out |
| Children and visitors | They stay away from yards, machinery and water, with an adult beside them |
| Effluent ponds, dams, rivers | Keep outside the fence. Nobody works there alone |
| Chemicals | Locked in at [where the chemicals are locked in]. Only for those who are trained. Follow the label and wear the gear it names |
| Silos, pits, tanks | Nobody goes in. The air can kill |
| Power lines and electric fences | Look up before you lift or tip. Know where the lines cross: [where power lines cross] |
| Illness from animals | Cover cuts, wash your hands before you eat or smoke. Leptospirosis: see a doctor early if you feel as if you had the flu |
| [another hazard of this site] | [what you do about it] |

# Where you may not go

Stay out of [restricted areas], and of any paddock with stock or spraying. The speed limit on farm tracks is [speed limit]. Leave gates as you find them.`;

const rules = `- Wear sturdy boots, and [other protective gear]. Wear a helmet on every bike. Cover up, drink water and use sun block.
- Drive and use only what you have been trained for and told to.
- Check brakes, tyres, guards and lights before you start. Don't use what is broken: tag it and tell us.
- Firearms and hunting: only with leave from the farm manager, with a licence, and unloaded with the bolt out on the way.
- Working alone: agree with the farm manager on when you check in, and with whom.
- No alcohol and no other drugs while you work. No smoking or vaping near hay, fuel or chemicals.
- No dogs but those we have agreed to.

# Biosecurity and the land

Clean boots, gear and vehicle before you come in, at [where to clean boots and vehicles]. Tell us which farm you were on last. Keep chemicals, fuel and effluent away from waterways and drains; tell us of a spill at once.`;

const emergencies = `1. **Make yourself safe first**, then others if you can.
2. Call **[111](tel:111)** for fire, ambulance or police. Give the RAPID number and the road: **[street address]**. The helicopter lands at [where a helicopter can land].
3. Call the farm manager on [farm manager's phone number], and send somebody to the road to show the way.
4. **Go to the assembly point: [assembly point].**
5. **Stay there** until the person in charge has ticked your name and says that you may go.

No signal? Go to [nearest place with mobile coverage], or use the landline or the personal locator beacon at [where the landline and the locator beacon are].

Fire: leave early, and never drive through smoke. Earthquake: drop, cover and hold, then keep away from hillsides, sheds and water. Flood: keep out of moving water, on foot and in a vehicle.

Swallowed or breathed in a chemical: National Poisons Centre, [0800 764 766](tel:0800764766).

First aid kit: [where the first aid kit is]. Defibrillator: [where the defibrillator is]. Fire extinguishers: [where the fire extinguishers are]. Nearest medical centre or hospital: [nearest medical centre or hospital]. Spill kit: [where the spill kit is].`;

const health = `Come to work fit for it: rested, well and sober. In busy seasons tiredness hurts people: say so and take a break. Tell us of medicine that makes you drowsy before you drive or ride.

Toilets and hand washing: [where the toilets are]. Smoko room, shelter and drinking water: [where the lunch room is].

Having a hard time? Talk to somebody you trust. Rural Support Trust: [0800 787 254](tel:0800787254). Or call or text [1737](tel:1737) at any hour, free.`;

const pool = [
  choice("q1", "When do you wear a helmet?", ["On steep ground", "On every bike, every time", "On the road"], 1),
  choice("q2", "The baler is blocked. What comes first?", ["Engine off, everything on the ground, and wait until it stands still", "Pull it out while it turns slowly", "Reach in with a stick"], 0),
  choice("q3", "Somebody has collapsed in a pit. What do you do?", ["Climb in and pull them out", "Stay out, call 111 and get help", "Call to them until they wake"], 1),
  choice("q4", "A cow knocked you over, and you are not hurt. Do you tell anybody?", ["Yes, straight away: it is a near miss", "No, that is farming", "Only at the next meeting"], 0),
  choice("q5", "What does 111 need to hear first?", ["What happened last week", "Who owns the farm", "The RAPID number and the road"], 2),
  choice("q6", "Before you come from another farm, what do you do?", ["Clean boots, gear and vehicle", "Nothing", "Clean up when you leave"], 0),
  choice("q7", "You believe that a job puts you at serious and immediate risk. What may you do?", ["Do it and be quick", "Stop or refuse, and tell us straight away", "Do it alone"], 1),
];

/** A farm, an orchard or a vineyard. */
export const farm = makeStarter({
  title: { en: "Welcome to the farm", mi: "Nau mai ki te pāmu" },
  inCharge,
  hazards,
  rules,
  emergencies,
  speakUp: speakUp("farm manager"),
  health,
  agree: "Will you follow the farm's rules, and ride and drive only what you are trained for and allowed to?",
  unfit: "Is there anything today, such as tiredness, illness, medicine, alcohol or other drugs, that could make it unsafe for you to be here?",
  pool,
  promise: "I have read and understood this induction. I had the chance to ask questions. I will work safely, speak up and sign out when I leave.",
});
