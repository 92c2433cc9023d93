//! Whether everything is as it was: the chain, what is known of every document, and every byte.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kontor_domain::accounts::{Actor, Right};
use kontor_domain::documents::{ChainCheck, ChainEntry, ChainStep, Damage, DocumentVersion, facts};
use kontor_domain::{CompanyId, DocumentId, Error};
use kontor_store::Variables;

use super::pen;
use super::rows::{self, DocumentRow, VersionRow};
use crate::Kontor;
use crate::fault::Fault as _;

/// One question asks for so many.
const BATCH: usize = 500;

/// What was looked at, and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verified {
    pub entries: u64,
    pub versions: u64,
    /// Of different files.
    pub bytes: u64,
    /// How the chain ends: what may be compared with a copy of it outside of the house.
    pub head: String,
    pub damage: Vec<Damage>,
}

/// A version that came in, by the chain.
struct Claim {
    seq: u64,
    content: String,
    facts: String,
    met: bool,
}

/// What the chain says that there is.
#[derive(Default)]
struct Claims {
    documents: BTreeMap<DocumentId, Vec<Claim>>,
    held: BTreeSet<DocumentId>,
    check: ChainCheck,
    last: u64,
}

/// Reads everything, while the archive is in use.
///
/// # Errors
/// [`Error::Unauthenticated`]; [`Error::Forbidden`] without [`Right::KeepArchive`]; [`Error::Unavailable`], [`Error::Internal`] when store
/// or disk refuse.
pub async fn verify(kontor: &Kontor, actor: &Actor) -> Result<Verified, Error> {
    actor.require(Right::KeepArchive)?;
    let (mut found, mut claims) = (Verified::default(), Claims::default());
    chain(kontor, &mut claims, &mut found).await?;
    let unknown = versions(kontor, &mut claims, &mut found).await?;
    // What came in or went while the versions were read.
    chain(kontor, &mut claims, &mut found).await?;
    for row in unknown {
        let document = DocumentId(row.document.clone());
        let head = rows::by_id(kontor, &document).await?;
        if !known(&mut claims, head.as_ref(), &row, &document, &mut found) {
            let (number, hash) = (row.data.0.number, row.hash);
            found.damage.push(Damage::NotInChain { document, number, hash });
        }
    }
    for (document, claims) in claims.documents {
        for claim in claims.into_iter().filter(|claim| !claim.met) {
            let document = document.clone();
            found.damage.push(Damage::RecordMissing { document, hash: claim.content, seq: claim.seq });
        }
    }
    Ok(found)
}

/// Reads on from where it ended before.
async fn chain(kontor: &Kontor, claims: &mut Claims, found: &mut Verified) -> Result<(), Error> {
    loop {
        let stretch = pen::after(kontor, claims.last, BATCH).await?;
        for entry in &stretch.entries {
            let faults = claims.check.take(entry);
            found.damage.extend(faults.into_iter().map(|fault| Damage::Chain { fault }));
            found.head.clone_from(&entry.hash);
            claims.take(entry);
        }
        found.entries += u64::try_from(stretch.entries.len()).unwrap_or(u64::MAX);
        claims.last = stretch.last;
        if stretch.entries.len() < BATCH {
            return Ok(());
        }
    }
}

impl Claims {
    fn take(&mut self, entry: &ChainEntry) {
        let document = || entry.document.clone();
        match entry.what {
            ChainStep::Archived | ChainStep::VersionAdded => {
                let (content, facts) = (entry.content.clone(), entry.facts.clone());
                let claim = Claim { seq: entry.seq, content, facts, met: false };
                self.documents.entry(document()).or_default().push(claim);
            }
            ChainStep::Held => {
                self.held.insert(document());
            }
            ChainStep::Released => {
                self.held.remove(&entry.document);
            }
            ChainStep::Deleted => {
                self.documents.remove(&entry.document);
                self.held.remove(&entry.document);
            }
            ChainStep::Shared | ChainStep::ShareEnded | ChainStep::DayClosed => {}
        }
    }
}

/// Answers those of which the chain says nothing (yet).
async fn versions(
    kontor: &Kontor,
    claims: &mut Claims,
    found: &mut Verified,
) -> Result<Vec<VersionRow>, Error> {
    let (mut after, mut sums, mut unknown) = (String::new(), HashMap::new(), Vec::new());
    loop {
        let mut vars = Variables::new();
        vars.insert("after", after);
        let sql = format!(
            "SELECT seq, document, number, hash, data FROM document_version WHERE seq > $after \
             ORDER BY seq LIMIT {BATCH}"
        );
        let all: Vec<VersionRow> = kontor.store.rows(&sql, vars).await.fault()?;
        let heads = heads(kontor, &all).await?;
        let next = all.last().filter(|_| all.len() == BATCH).map(|row| row.seq.clone());
        found.versions += u64::try_from(all.len()).unwrap_or(u64::MAX);
        for row in all {
            let document = DocumentId(row.document.clone());
            bytes(kontor, &row, &document, &mut sums, found).await?;
            if !known(claims, heads.get(&document), &row, &document, found) {
                unknown.push(row);
            }
        }
        match next {
            Some(next) => after = next,
            None => return Ok(unknown),
        }
    }
}

async fn heads(kontor: &Kontor, all: &[VersionRow]) -> Result<HashMap<DocumentId, DocumentRow>, Error> {
    let ids = all.iter().map(|row| DocumentId(row.document.clone())).collect();
    let rows = rows::by_ids(kontor, &ids).await?;
    Ok(rows.into_iter().map(|row| (row.id(), row)).collect())
}

/// Is what the records say what the chain says? Answers whether the chain says anything of it.
fn known(
    claims: &mut Claims,
    head: Option<&DocumentRow>,
    row: &VersionRow,
    document: &DocumentId,
    found: &mut Verified,
) -> bool {
    let version = &row.data.0;
    let mut of = claims.documents.get_mut(document).into_iter().flatten();
    let Some(claim) = of.find(|claim| !claim.met && claim.content == row.hash) else { return false };
    // Without a head the claim stays unmet, which is told of it.
    let Some(head) = head else { return true };
    claim.met = true;
    let same = facts(&head.summary(), version) == claim.facts && agree(head, row, version);
    let newest = head.data.0.head.latest.number == version.number;
    let held = head.data.0.head.held == claims.held.contains(document);
    if !same || (newest && !held) {
        let (document, number, hash, seq) = (document.clone(), version.number, row.hash.clone(), claim.seq);
        found.damage.push(Damage::FactsAltered { document, number, hash, seq });
    }
    true
}

/// What stands in columns beside what stands in `data`, and what lists show of the latest version beside the version itself.
fn agree(head: &DocumentRow, row: &VersionRow, version: &DocumentVersion) -> bool {
    let known = &head.data.0.head;
    let columns = row.hash == version.hash && row.number == i64::from(version.number);
    let company = known.company.as_ref().map_or("", CompanyId::as_str);
    let reader = if known.inside { "" } else { company };
    let latest = known.latest.number != version.number || known.latest == *version;
    columns && latest && head.company == company && head.reader == reader && head.kind == known.kind.code()
}

/// Are the bytes what they are called? Those that several versions share are read once.
async fn bytes(
    kontor: &Kontor,
    row: &VersionRow,
    document: &DocumentId,
    sums: &mut HashMap<String, Option<String>>,
    found: &mut Verified,
) -> Result<(), Error> {
    let (document, number, hash) = (document.clone(), row.data.0.number, row.hash.clone());
    let sum = match sums.get(&hash) {
        Some(sum) => sum.clone(),
        None => {
            let sum = kontor.archive.blobs.sum(&hash).await?;
            found.bytes += row.data.0.bytes;
            sums.insert(hash.clone(), sum.clone());
            sum
        }
    };
    let damage = match sum {
        Some(sum) if sum == hash => return Ok(()),
        Some(sum) => Damage::BytesAltered { document, number, hash, found: sum },
        None => Damage::BytesMissing { document, number, hash },
    };
    // What was deleted while we read is gone with its bytes.
    if rows::is_version(kontor, &row.document, row.number).await? {
        found.damage.push(damage);
    }
    Ok(())
}
