//! The one error of the house that crosses the wire.
//!
//! What a person may read is here; what the log needs stays in the service (it logs, then answers
//! [`Error::Internal`] with the request id). Texts are made by [`Problem::text`] and [`Error::text`] in the reader's language.

mod words;

use serde::{Deserialize, Serialize};

use crate::configurations::Wrong;
use crate::pricing::Metal;
use crate::returns::Exclusion;
use crate::{Date, Decimal, Language, Localized, Money, Quantity};

/// Why an operation was not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "error", rename_all = "snake_case")]
pub enum Error {
    /// It does not exist, or it belongs to another company: the answer is the same. HTTP 404.
    #[error("not found")]
    NotFound,
    /// Nobody is signed in. HTTP 401.
    #[error("sign-in needed")]
    Unauthenticated,
    /// Signed in, but without the right. HTTP 403.
    #[error("forbidden")]
    Forbidden,
    /// The input is wrong; each entry names its field. HTTP 422.
    #[error("invalid input")]
    Invalid { fields: Vec<FieldError> },
    /// The world changed meanwhile (sold out, already cancelled, edited by somebody else). HTTP 409.
    #[error("conflict")]
    Conflict { problem: Problem },
    /// Too many attempts; try again after so many seconds. HTTP 429.
    #[error("rate limited")]
    RateLimited { seconds: u32 },
    /// The store or the index does not answer. HTTP 503.
    #[error("unavailable")]
    Unavailable,
    /// A fault of ours; the id finds it in the log. HTTP 500.
    #[error("internal error {request_id}")]
    Internal { request_id: String },
}

/// One wrong field of a form or request: `lines[3].quantity`, `email`, ...
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    pub field: String,
    pub problem: Problem,
}

impl Error {
    #[must_use]
    pub fn invalid(field: impl Into<String>, problem: Problem) -> Self {
        Self::Invalid { fields: vec![FieldError { field: field.into(), problem }] }
    }

    #[must_use]
    pub const fn conflict(problem: Problem) -> Self {
        Self::Conflict { problem }
    }

    /// The HTTP status (RFC 9110) of this error.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::Unauthenticated => 401,
            Self::Forbidden => 403,
            Self::Invalid { .. } => 422,
            Self::Conflict { .. } => 409,
            Self::RateLimited { .. } => 429,
            Self::Unavailable => 503,
            Self::Internal { .. } => 500,
        }
    }

    /// What the person reads: what happened, what was kept, what to do.
    #[must_use]
    pub fn text(&self, language: Language) -> String {
        let l = language;
        match self {
            Self::NotFound => l.pick("Das gibt es hier nicht.", "This does not exist here.").into(),
            Self::Unauthenticated => l
                .pick(
                    "Bitte melden Sie sich an. Ihre Eingaben bleiben erhalten.",
                    "Please sign in. What you entered is kept.",
                )
                .into(),
            Self::Forbidden => {
                l.pick("Dazu fehlt Ihnen das Recht.", "You do not have the right to do this.").into()
            }
            Self::Invalid { fields } => match fields.as_slice() {
                [one] => one.problem.text(l),
                _ => l
                    .pick("Bitte prüfen Sie die markierten Felder.", "Please check the marked fields.")
                    .into(),
            },
            Self::Conflict { problem } => problem.text(l),
            Self::RateLimited { seconds } => match l {
                Language::De => format!("Zu viele Versuche. Bitte warten Sie {seconds} Sekunden."),
                Language::En => format!("Too many attempts. Please wait {seconds} seconds."),
            },
            Self::Unavailable => l
                .pick(
                    "Kontor ist gerade nicht erreichbar. Nichts ging verloren, bitte gleich noch einmal.",
                    "Kontor cannot be reached right now. Nothing was lost, please try again in a moment.",
                )
                .into(),
            Self::Internal { request_id } => match l {
                Language::De => format!("Das war unser Fehler. Nennen Sie dem Support bitte {request_id}."),
                Language::En => format!("This was our fault. Please quote {request_id} to support."),
            },
        }
    }

    /// The problem of one field, if this error names it.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Problem> {
        match self {
            Self::Invalid { fields } => fields.iter().find(|f| f.field == name).map(|f| &f.problem),
            _ => None,
        }
    }
}

/// What is wrong with one value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum Problem {
    Required,
    TooLong {
        max: u32,
    },
    TooShort {
        min: u32,
    },
    NotANumber,
    /// `1.234`: a thousand or a fraction, depending on who wrote it.
    AmbiguousNumber,
    NotPositive,
    TooMuch,
    NotADate,
    NotAnEmail,
    NotAVatId,
    NotAPartNumber,
    NotAUnit,
    NotACode,
    UnknownCategory,
    UnknownColumn,
    MissingColumn,
    BadEncoding,
    BadSyntax,
    Duplicate,
    WrongPassword,
    PasswordTooWeak,
    LinkExpired,
    DateInPast,
    DateInFuture,
    UnknownPart,
    UnknownAddress,
    BelowMinimum {
        minimum: Quantity,
    },
    NotAStep {
        step: Quantity,
        next: Quantity,
    },
    /// The part is not sold; `successor` is the number to order instead.
    Obsolete {
        successor: Option<String>,
    },
    ReferenceOnly,
    PriceOnRequest,
    /// Sold while stocks last, and only so much is left.
    SoldOut {
        left: Quantity,
    },
    CartEmpty,
    /// The price changed since the person saw it; the cart shows the new one.
    PriceChanged,
    BusinessDeclarationMissing,
    AlreadyDone,
    /// The order is already too far for this.
    WrongState,
    NothingToShip,
    ChangedMeanwhile,
    ReasonRequired,
    /// Nobody can shut themselves out.
    Yourself,
    /// Without this person nobody could administer any more.
    LastAdmin,
    /// Without this person nobody could decide in the case any more.
    LastInCase,
    /// A file that was uploaded is no longer in the data folder.
    FileGone,
    /// Somebody took a waiting job out of the outbox.
    Stopped {
        reason: String,
    },
    LaterThan {
        date: Date,
    },
    /// The rules of the company: somebody else's unit.
    NotYourUnit,
    /// The rules of the company: the budget of the unit blocks.
    OverBudget {
        unit: String,
        left: Money,
    },
    /// The rules of the company: approval is needed and nobody is there to give it.
    NoApprover,
    /// The rules of the company: this person cannot approve.
    MayNotApprove,
    /// Nothing of the list or order was ticked.
    NothingChosen,
    /// The list has as many lines, or its owner as many lists, as there may be.
    ListFull {
        max: u32,
    },
    // Lists of numbers and quantities (quick order, own numbers).
    /// More rows than are checked at once.
    TooManyRows {
        max: u32,
    },
    FileTooLarge {
        megabytes: u32,
    },
    /// The house's disk is full.
    NoRoom,
    /// The scanner knows it as harmful.
    Infected,
    /// It is too large for the scanner, and what was not looked at is not taken.
    NotScanned,
    /// Neither text in columns nor a workbook.
    NotAList,
    /// The spreadsheet made a date or a rounded number of a part number (`1,23E+12`).
    SpreadsheetChanged,
    /// The cell shows `#REF!` or the like.
    FormulaFailed,
    /// Several parts go by this number.
    AmbiguousPart,
    /// The same part stands in an earlier line of the list.
    AlreadyInLine {
        line: u32,
    },
    CartFull {
        max: u32,
    },
    // Named carts.
    /// It was deleted meanwhile.
    CartGone,
    /// The company has as many carts as there may be.
    TooManyCarts {
        max: u32,
    },
    /// Deleting it would take these lines along.
    CartNotEmpty {
        lines: u32,
    },
    // Recurring orders.
    /// A number above what there may be.
    AtMost {
        max: u32,
    },
    NotAPercentage,
    /// Every line was taken off.
    NoLines,
    /// Without a Stripe key only on account.
    PaymentUnavailable,
    /// The stored method is gone, or only the company's administrators may use it.
    UnknownMethod,
    /// It is paid already, being paid, or the desk has to look at it first.
    NotPayable,
    /// Stripe does not answer; whether it happened is being found out.
    PaymentUnanswered,
    /// More than can be given back.
    RefundTooMuch {
        left: crate::Money,
    },
    // Promises and changes of a placed order.
    /// The line has not slipped, or nothing of it is open any more.
    NothingToChoose,
    /// Nothing lies on the shelf that could leave before the rest.
    NothingToSplit,
    /// A date that is no better than the one that holds.
    NotEarlier {
        than: crate::Date,
    },
    /// This part is not, or no longer, offered in the place of the late one.
    NotOffered,
    /// Cannot be chosen in this offer, or not together with what else was.
    NotPickable,
    /// The last day of the offer has passed.
    OfferExpired {
        on: Date,
    },
    /// There is a newer version of the offer.
    OfferReplaced {
        number: u32,
    },
    /// Less would be left than the person may decide alone.
    BelowFloor,
    /// A counter-offer that is no less than what is offered.
    CounterNotLower,
    /// Somebody else changed the same positions of an offer meanwhile.
    PositionsCollide {
        who: String,
        positions: Vec<Localized>,
    },
    /// Not everything is chosen yet, or it does not go together.
    ConfigurationIncomplete,
    /// It would cost more, and the company's rules want that approved.
    RaiseNeedsApproval,
    /// It would cost more than the order was paid with.
    DearerThanPaid,
    // Returns.
    /// Only so much of the line was delivered and is not on its way back.
    ReturnTooMuch {
        left: Quantity,
    },
    NotReturnable {
        why: Exclusion,
    },
    /// Voluntary returns, and cores, were possible until this day.
    ReturnPeriodOver {
        until: Date,
    },
    /// The part has no core deposit.
    NoDeposit,
    /// The sums of a return are not the ones of its preview any more.
    CreditChanged,
    /// The fee may be anything up to the value of the line.
    FeeTooHigh {
        max: Money,
    },
    /// Neither JPEG, PNG, WebP nor HEIC, whatever its name says.
    NotAPhoto,
    TooManyPhotos {
        max: u32,
    },
    // Acting for a customer.
    /// The page was drawn while its reader acted for a customer; that is over, or it is another customer now.
    ActingEnded,
    /// Nobody can act for a company that asks for an account, was refused or is blocked.
    CustomerInactive,
    /// Who asked for it must be one of the customer's people who may order.
    UnknownCaller,
    /// The company keeps rules: limits are a person's, so somebody of it has to have asked.
    CallerNeeded,
    /// The dealer's people do not spend the customer's stored money.
    PaidByCustomer,
    // Prices.
    /// Its price depends on a metal whose notation is missing or too old.
    NoNotation {
        metal: Metal,
    },
    /// No customer is found by what was typed.
    UnknownCustomer,
    /// Neither at a price nor by agreement.
    NotSold,
    /// A price that holds already is not asked for.
    HasPrice,
    // Credit.
    /// The company is blocked for orders and deliveries.
    DeliveryBlocked,
    // Delivery.
    /// No service takes goods of this weight or length to this address.
    NotDeliverable,
    /// The service that was chosen does not take these goods to this address (any more).
    ServiceGone,
    /// The freight is not the one the person saw.
    FreightChanged {
        now: Money,
    },
    /// Parts of an order that is to come together leave only with a reason.
    TogetherWanted,
    /// It is confirmed, or the time in which it could be changed is over.
    GraceOver,
    /// The order came of an offer that both sides agreed to: the customer can neither change nor cancel it by themselves.
    AgreedByOffer,
    /// Of two fields of a program only one may be given.
    OnlyOne {
        other: String,
    },
    // Configurations.
    /// Somebody else changed the same groups since the page was read; nothing was overwritten.
    ConfigurationCollision {
        who: String,
        groups: Vec<Localized>,
    },
    /// It was put away.
    ConfigurationArchived,
    /// The model has no such group or option (any more).
    UnknownOption,
    /// There is no combination in which this can be chosen.
    NoRepair,
    /// The model is not there, or nobody can begin one any more.
    ModelGone,
    /// Only configurations of one model are compared.
    AnotherModel,
    // Models.
    /// Something in a model's data.
    ModelFault {
        wrong: Wrong,
    },
    /// Rules that cannot hold together, in sentences.
    Contradiction {
        rules: Vec<Localized>,
    },
    /// Examples whose outcome is not the expected one.
    ExamplesFail {
        names: Vec<String>,
    },
    /// Rules, examples or choices of a model that a change of it leaves without what they speak of.
    StandsInTheWay {
        what: Vec<Localized>,
    },
    /// There is nothing that is not released yet.
    NothingToRelease,
    /// Not JSON, or not of this shape; what the reader says.
    NotAModel {
        why: String,
    },
    // The archive.
    /// A file of a kind that the archive does not take.
    NotArchivable,
    /// Nobody could read it in ten years.
    PdfEncrypted,
    /// It runs scripts or starts programs.
    PdfActive,
    /// It has files in it that are more than data.
    PdfAttachments,
    /// It ends too early, or its inside cannot be read.
    PdfBroken,
    // Seals.
    /// The certificate of the house's seal is over.
    SealExpired,
    /// The certificate of the house's seal has not begun.
    SealNotYetValid,
    /// Nothing was ticked that could be packed.
    NoDocumentChosen,
    /// What was chosen is more than one ZIP takes.
    SelectionTooLarge {
        megabytes: u32,
    },
    /// It unpacks to more than anybody needs.
    FileBomb,
    /// An office file with programs in it.
    FileHasMacros,
    /// The law wants it kept until this day.
    RetentionRuns {
        until: Date,
    },
    /// Somebody needs it beyond its retention.
    OnHold,
    // Forms.
    /// An answer of another kind than what was asked.
    WrongAnswer,
    /// A number outside of what there may be.
    NotWithin {
        min: Option<Decimal>,
        max: Option<Decimal>,
    },
    /// More digits behind the point than there may be.
    DecimalsAtMost {
        max: u32,
    },
    /// A condition or formula that cannot be read from this character on, counted from 0.
    NotAnExpression {
        at: u32,
    },
    /// A condition or formula names what is not there, or stands only after it.
    UnknownName {
        name: String,
    },
    /// A condition or formula uses something as what it is not.
    NotUsable {
        name: String,
    },
    LabelMissing,
    OptionsMissing,
    ColumnsMissing,
    NoSignatureField,
    /// The smallest number there may be is larger than the largest.
    MinAboveMax,
    /// What is known beforehand does not fit what is asked.
    PrefillMisfit,
    /// Nothing new is begun with the template.
    TemplateRetired,
    /// Not JSON, or not of this shape; what the reader says.
    NotATemplate {
        why: String,
    },
    /// It is no draft any more.
    FormNotOpen,
    /// Its answers are more than a form holds.
    FormTooLarge,
    /// The photo was not added to this form.
    UnknownPhoto,
    /// A photo of a kind that cannot be printed.
    NotPrintable,
    /// No machine of this customer.
    UnknownMachine,
    // Signatures.
    /// Hardly to be seen, or beside the paper.
    NotASignature,
    /// Somebody before them has to sign first.
    NotYourTurn,
    /// Something in the form is missing or wrong.
    FormIncomplete,
    /// The code from the mail has to be entered first.
    CodeNeeded,
    /// Not the code of the mail; so many attempts are left.
    WrongCode {
        left: u32,
    },
    /// Its time is over, or it was tried too often.
    CodeOver,
    // Webhooks out.
    NotAWebAddress,
    /// On the way through the Internet everybody could read along.
    HttpsOnly,
    /// We do not send into our own network for others.
    PrivateAddress,
    /// Nothing is sent to an endpoint that is paused or stopped.
    HookNotOn,
}
