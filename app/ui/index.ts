/*
 * The design system. Styles: public.css is on every page (root.tsx); a dashboard layout adds
 * `links = () => [dashboardStyles]`, a page before the office `[entranceStyles]`. Class names for layout: stack, row, card, stats, soft, lead, visually-hidden.
 * Nothing sets a style attribute: the content security policy would block it.
 *
 * Forms, with or without script
 *   TextField    name label hint? error? optional? id?=name type? + any input attribute
 *   TextArea     the same, + any textarea attribute
 *   DateField    the same; values are YYYY-MM-DD
 *   Select       the same, + options [{value,label}]
 *   RadioGroup   name label options [{value,label,hint?}] defaultValue? hint? error? optional?
 *   Checkbox     name label value?="yes" hint? error? defaultChecked? required?
 *   Field        id label hint? error? optional? children(control attributes): for a control of your own
 *   ErrorSummary errors [{fieldId,message}] title?
 *   Button       look?="primary"|"quiet"|"danger" large? small? busy? busyLabel? type?="submit" + any button attribute
 *   ButtonLink   to look? large? small? reloadDocument? download?
 * Messages and content
 *   Notice       tone?="info"|"good"|"caution"|"danger" title? live? children
 *   Verdict      kind="in"|"out"|"stop" title children?   (holds the page's h1)
 *   Facts        items [{term,detail}]
 *   Badge        tone?=Tone|"live"|"plain" children
 *   EmptyState   title children? action?
 *   LoadingState label? lines?
 *   ErrorState   title children code? requestId? action?
 *   ErrorScreen  error: a whole page for what a route threw (root.tsx uses it)
 *   ErrorPart    error: the same inside a frame that still stands
 *   Time         moment {at,text}: an instant as the server wrote it
 *   CallSomebody contact {name,phone}: whom to call when the gate says no
 *   QrCode       qr {size,path} label
 *   RichText     markdown lang headingLevel?=3
 * Data
 *   Table        caption showCaption? columns [{key,header,cell(row),numeric?,nowrap?,isRowName?}] rows rowKey(row)
 *   FilterBar    label clearTo isFiltered? submitLabel? busy? children (fields)
 *   Pager        newerTo? newerLabel? olderTo? summary?
 *   Progress     id label value? max?=100 detail?
 *   StatCard     label value detail? to? live?       (several in <div className="stats">)
 *   BarChart     title bars [{label,value}] unit
 * Inductions, the same at the gate and in the editor's preview
 *   showBlock    block {say,findVideo} → ShownBlock: its words in one language, without what is right
 *   Blocks       blocks (ShownBlock) values? errors?: all of a step, by the names of their fields
 *   ContentBlock block;  QuestionField question values? drawn? error?;  SaidWords said {text,language}
 * Words
 *   useMessages  what our own pages say, in the language of the page
 * Frames
 *   PublicFrame  siteName companyName head? foot? children
 *   LanguageLink leads a visitor to the same page in our other language, with what a form holds
 *   DefaultButton what Enter presses where another button stands before a form's own
 *   AppFrame     companyName memberName roleLabel companies?=1 nav [{to,label,end?}] logOutAction?="/log-out" children
 *   PageHeader   title lead? actions?
 *   Dialog       trigger? title description? open? onOpenChange? children;  DialogClose children
 *   AskLink      to onAsk small? danger? children: asks by a page without script, by a Dialog with
 *   ConfirmForm  action fields confirmLabel look? cancel: the two answers, in either
 *   useRefresh   {everyMs,active?} → {isOffline}: loads the page's data again while its tab is looked at
 */
export { AppFrame, type NavItem, PageHeader } from "./app-frame.tsx";
export { Badge } from "./badge.tsx";
export { type Bar, BarChart } from "./bar-chart.tsx";
export { Button, ButtonLink, type ButtonLook } from "./button.tsx";
export { Checkbox, type Choice, RadioGroup } from "./choice.tsx";
export { dashboardStyles } from "./dashboard-styles.ts";
export { AskLink, ConfirmForm } from "./confirm-form.tsx";
export { Dialog, DialogClose } from "./dialog.tsx";
export { type ErrorBody, ErrorPart, ErrorScreen } from "./error-screen.tsx";
export { entranceStyles } from "./entrance-styles.ts";
export { ErrorSummary, type FieldError } from "./error-summary.tsx";
export { type Fact, Facts } from "./facts.tsx";
export { DateField, Field, type FieldProps, Select, type SelectOption, TextArea, TextField } from "./field.tsx";
export { FilterBar } from "./filter-bar.tsx";
export { Blocks } from "./induction/blocks.tsx";
export { ContentBlock } from "./induction/content-block.tsx";
export { QuestionField, type QuestionProps } from "./induction/question-field.tsx";
export { isShownQuestion, type Said, showBlock, type ShownBlock, type ShownQuestion, type Speaker } from "./induction/shown.ts";
export { SaidWords } from "./induction/words.tsx";
export { DefaultButton } from "./default-button.tsx";
export { LanguageLink } from "./language-link.tsx";
export { Notice, type Tone } from "./notice.tsx";
export { Pager } from "./pager.tsx";
export { Progress } from "./progress.tsx";
export { PublicFrame } from "./public-frame.tsx";
export { CallSomebody } from "./call-somebody.tsx";
export { type Qr, QrCode } from "./qr-code.tsx";
export { RichText } from "./rich-text.tsx";
export { StatCard } from "./stat-card.tsx";
export { EmptyState, ErrorState, LoadingState } from "./states.tsx";
export { type Column, Table } from "./table.tsx";
export { type Moment, Time } from "./time.tsx";
export { useMessages } from "./shell-context.ts";
export { useRefresh } from "./use-refresh.ts";
export { Verdict, type VerdictKind } from "./verdict.tsx";
