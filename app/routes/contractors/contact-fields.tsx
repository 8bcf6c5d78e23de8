import { TextField } from "#app/ui/index.ts";

export interface ContractorTyped {
  name: string;
  contactName: string;
  contactEmail: string;
  contactPhone: string;
}

/** What a contractor is called and whom to ask there: the same for a new one and for one to be changed. */
export function ContactFields({ typed, errors }: { typed: ContractorTyped; errors: Record<string, string | undefined> }) {
  return (
    <>
      <TextField name="name" label="Company" hint="As its people give it at the gate. Capitals, macrons and “Ltd” make no difference" maxLength={100} autoComplete="off" defaultValue={typed.name} error={errors.name} />
      <div className="fields">
        <TextField name="contactName" label="Contact's name" optional maxLength={100} autoComplete="off" defaultValue={typed.contactName} error={errors.contactName} />
        <TextField name="contactPhone" label="Phone" type="tel" optional maxLength={30} autoComplete="off" defaultValue={typed.contactPhone} error={errors.contactPhone} />
        <TextField name="contactEmail" label="E-mail" type="email" optional maxLength={254} autoComplete="off" defaultValue={typed.contactEmail} error={errors.contactEmail} />
      </div>
    </>
  );
}
