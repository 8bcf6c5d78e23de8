import { choice, makeStarter, speakUp } from "#worker/domain/induction/starters/outline.ts";

const inCharge = `Welcome to [site name], [street address]. It is run by [company].

| Who | Name | Phone |
| --- | --- | --- |
| Warehouse manager | [warehouse manager's name] | [warehouse manager's phone number] |
| Health and safety | [health and safety representative's name] | [health and safety representative's phone number] |
| First aider | [first aider's name] | [first aider's phone number] |

Drivers and contractors: report to [where to report] first, and wait there for the person you came to see. Sign in when you arrive and sign out when you leave, every time.`;

const hazards = `These are the main risks here. The hazard board at [where the hazard board is] is kept up to date.

| Hazard | What we do about it |
| --- | --- |
| Forklifts and other vehicles | People and vehicles are kept apart. Walk inside the marked lanes, stop at each crossing, and catch the driver's eye |
| Trucks at the dock | Keys are handed in or the truck is locked to the dock before loading begins. Nobody stands between truck and dock |
| Racking and falling stock | Nobody climbs racking. Tell us at once of a bent upright or a leaning pallet, and keep away from it |
| Lifting and carrying | Use a trolley, a hoist or a second person. Keep the load close, and don't twist |
| Machinery, conveyors, wrappers | Guards stay on. Switch off, lock out and tag before you clear a jam |
| Hazardous substances | Read the label and the safety data sheet at [where the safety data sheets are]. Never mix or decant without training |
| Slips and trips | Clean up or cone off a spill at once. Keep aisles and exits clear |
| [another hazard of this site] | [what you do about it] |

# Where you may not go

Stay out of the forklift-only areas, the loading docks, the charging bays and [restricted areas] unless somebody of ours has let you in. The speed limit is [speed limit]. Reverse only with somebody who watches the way.`;

const rules = `- Wear hi-vis and closed safety shoes on the floor, and [other protective gear] where a sign asks for it.
- Drive a forklift only if you are trained, hold what it needs and have been told to. Wear the seat belt. Carry nobody.
- Use the machine's pre-start check sheet. Don't use what fails it: tag it and tell us.
- Stack to the marked height and weight. Put nothing in front of an exit, an extinguisher or a switchboard.
- No phone in the hand, and nothing in both ears, while you walk or drive on the floor.
- No alcohol and no other drugs. No smoking or vaping but where a sign allows it: never near the charging bays or flammable goods.
- Visitors stay with the person they came to see.

# Looking after the place

Keep spills out of the drains: the spill kit is at [where the spill kit is]. Put wrap, cardboard and pallets where they belong. Switch off engines while you wait.`;

const emergencies = `1. **Raise the alarm**: [how the alarm is raised].
2. Call **[111](tel:111)** for fire, ambulance or police. The address is [street address].
3. **Stop vehicles and machines** where they block nobody, and leave the keys.
4. **Leave by the nearest exit** and walk to the assembly point: **[assembly point]**. Stay out of the truck yard.
5. **Stay there** until the warden has ticked your name and says that you may go.

In an earthquake: drop, cover and hold. Move away from racking first if you have the time for a few steps.

A chemical spill or a smell of gas: keep away, keep others away, and call the warehouse manager on [warehouse manager's phone number].

First aid kit and eye wash: [where the first aid kit is]. Defibrillator: [where the defibrillator is]. Fire extinguishers: [where the fire extinguishers are]. Nearest medical centre or hospital: [nearest medical centre or hospital].`;

const health = `Come to work fit for it: rested, well and sober. If you are tired, ill or taking medicine that makes you drowsy, tell your supervisor before you begin, above all before you drive. Testing for alcohol and other drugs: [alcohol and drug testing policy].

Tell us early of a sore back, wrist or shoulder: we would rather change the job than have you hurt.

Toilets and hand washing: [where the toilets are]. Lunch room and drinking water: [where the lunch room is]. Drivers wait at [where to report].

Having a hard time? Talk to somebody you trust, or call or text [1737](tel:1737) at any hour, free.`;

const pool = [
  choice("q1", "A forklift is coming towards the crossing. What do you do?", ["Walk on: people go first", "Stop, catch the driver's eye and wait for a sign", "Run across"], 1),
  choice("q2", "You hear the evacuation alarm. What do you do?", ["Leave by the nearest exit, go to the assembly point and stay there", "Fetch your things first", "Wait for your supervisor"], 0),
  choice("q3", "You see a bent upright in the racking. What do you do?", ["Push it back", "Nothing, as it is still standing", "Keep away from it and tell us at once"], 2),
  choice("q4", "The stretch wrapper has jammed. What comes first?", ["Reach in quickly", "Switch off, lock out and tag", "Take the guard off"], 1),
  choice("q5", "A pallet fell, and nobody was hurt. Do you report it?", ["No, as nobody was hurt", "Only if stock was damaged", "Yes, straight away: it is a near miss"], 2),
  choice("q6", "Who may drive a forklift here?", ["Whoever is trained, holds what it needs and has been told to", "Anybody with a car licence", "Anybody, for a short move"], 0),
  choice("q7", "You believe that a job puts you at serious and immediate risk. What may you do?", ["Stop or refuse, and tell us straight away", "Do it and say nothing", "Leave it for the next shift"], 0),
];

/** A warehouse or a distribution centre. */
export const warehouse = makeStarter({
  title: { en: "Welcome to the warehouse", mi: "Nau mai ki te wāhi mahi" },
  inCharge,
  hazards,
  rules,
  emergencies,
  speakUp: speakUp("warehouse manager"),
  health,
  agree: "Will you keep to the walkways, follow the site rules and stop when you are told to?",
  unfit: "Is there anything today, such as tiredness, illness, medicine, alcohol or other drugs, that could make it unsafe for you to be here?",
  pool,
  promise: "I have read and understood this induction. I had the chance to ask questions. I will work safely, speak up and sign out when I leave.",
});
