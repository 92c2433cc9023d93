//! The archive on a bucket: everything is as it is on a folder, and where others have the bucket too nothing of theirs is touched.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;

use bytes::Bytes;
use futures::{StreamExt as _, TryStreamExt as _, stream};
use jiff::SignedDuration;
use kontor_domain::accounts::{Actor, Role};
use kontor_domain::documents::Damage;
use kontor_domain::{DocumentId, Error, Problem};
use kontor_service::documents::{self as room, Incoming};
use kontor_service::kontor::{ArchiveSettings, S3Settings};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path;
use object_store::{ObjectStore as _, ObjectStoreExt as _};

use crate::child::python;
use crate::documents::{command, pdf, pieces, read, upload, verify};
use crate::seal_house::now;
use crate::shop::block;
use crate::support::{World, desk};

/// As `archive.store` has it, behind the bucket.
const PREFIX: &str = "kontor/archiv";

static SERVICE: LazyLock<Service> = LazyLock::new(Service::start);

/// moto, which answers as S3 does, in a process of its own.
struct Service {
    process: Child,
    port: u16,
}

impl Service {
    fn start() -> Self {
        let python = python("moto");
        let started = Command::new(&python)
            .args(["-c", include_str!("bucket.py")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut process = started.unwrap_or_else(|e| {
            panic!("{} is missing ({e}): `make bucket-tools` installs it", python.display())
        });
        let mut port = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut port).unwrap();
        Self { process, port: port.trim().parse().unwrap() }
    }

    fn stop(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// What `object_store` does not ask.
    fn ask(&self, method: &str, path: &str) -> String {
        let mut wire = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        let head = "Host: 127.0.0.1\r\nContent-Length: 0\r\nConnection: close";
        write!(wire, "{method} {path} HTTP/1.1\r\n{head}\r\n\r\n").unwrap();
        let mut answer = String::new();
        wire.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
        answer
    }

    fn bucket(&self, name: &'static str) -> Bucket {
        self.ask("PUT", &format!("/{name}"));
        let endpoint = format!("http://127.0.0.1:{}", self.port);
        let store = AmazonS3Builder::new()
            .with_bucket_name(name)
            .with_endpoint(&endpoint)
            .with_allow_http(true)
            .with_access_key_id("besuch")
            .with_secret_access_key("besuch");
        Bucket { settings: settings(name, endpoint), store: store.build().unwrap() }
    }

    /// Uploads that neither came to an end nor were given up.
    fn unfinished(&self, name: &str) -> usize {
        self.ask("GET", &format!("/{name}?uploads")).matches("<Upload>").count()
    }
}

fn settings(name: &str, endpoint: String) -> ArchiveSettings {
    let s3 = S3Settings {
        endpoint,
        region: String::new(),
        access_key: "kontor".into(),
        secret_key: "geheim".into(),
    };
    ArchiveSettings { store: format!("s3://{name}/{PREFIX}"), s3, ..ArchiveSettings::default() }
}

struct Bucket {
    settings: ArchiveSettings,
    store: AmazonS3,
}

impl Bucket {
    async fn world(&self) -> World {
        World::with(|settings| settings.archive = self.settings.clone()).await
    }

    /// What lies there.
    async fn objects(&self) -> Vec<String> {
        let all: Vec<_> = self.store.list(None).try_collect().await.unwrap();
        let mut names: Vec<_> = all.iter().map(|object| object.location.to_string()).collect();
        names.sort();
        names
    }

    async fn put(&self, name: &str, bytes: &[u8]) {
        self.store.put(&at(name), bytes.to_vec().into()).await.unwrap();
    }

    async fn has(&self, name: &str) -> bool {
        self.store.head(&at(name)).await.is_ok()
    }
}

fn at(name: &str) -> Path {
    Path::from(format!("{PREFIX}/{name}"))
}

/// Below the prefix.
fn place(hash: &str) -> String {
    format!("sha256/{}/{hash}", &hash[..2])
}

fn jana() -> Actor {
    desk(Role::Support)
}

/// More than one part of an upload, and more than is read at once.
fn large() -> Vec<u8> {
    "Kontoauszug, Seite um Seite\n".repeat(400_000).into_bytes()
}

/// As it comes over the network, in the pieces of a quick one.
fn poured(bytes: &[u8]) -> Vec<Result<Bytes, Error>> {
    bytes.chunks(1 << 16).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect()
}

async fn hash(world: &World, id: &DocumentId) -> String {
    room::document(&world.kontor, &jana(), id).await.unwrap().head.latest.hash
}

#[test]
fn a_document_lies_in_the_bucket_under_its_hash_and_comes_back_whole() {
    block(async {
        let bucket = SERVICE.bucket("ganz");
        let world = bucket.world().await;
        let (k, bytes) = (&world.kontor, large());
        let sent = stream::iter(poured(&bytes)).boxed();
        let id = room::upload_document(k, &jana(), &command("one", "auszug.txt"), sent).await.unwrap();
        let place = place(&hash(&world, &id).await);
        assert_eq!(bucket.objects().await, [format!("{PREFIX}/{place}")]);
        assert_eq!(SERVICE.unfinished("ganz"), 0);
        let opened = room::open_document(k, &jana(), &id, None).await.unwrap();
        assert!(read(opened).await.unwrap() == bytes, "not a byte is another");
        let seen = verify(k).await;
        assert_eq!((seen.damage, seen.bytes), (vec![], bytes.len() as u64));
        assert_eq!(k.archive.blobs.kept_folder(), None, "nothing for a backup to copy");
    });
}

#[test]
fn the_same_bytes_twice_are_one_object() {
    block(async {
        let bucket = SERVICE.bucket("doppelt");
        let world = bucket.world().await;
        let k = &world.kontor;
        let first = upload(k, &jana(), "one", &pdf("doppelt")).await;
        let second = upload(k, &jana(), "two", &pdf("doppelt")).await;
        assert_ne!(first, second);
        assert_eq!(bucket.objects().await.len(), 1);
        for id in [&first, &second] {
            let opened = room::open_document(k, &jana(), id, None).await.unwrap();
            assert_eq!(read(opened).await.unwrap(), pdf("doppelt"));
        }
        assert_eq!((verify(k).await.versions, verify(k).await.damage), (2, vec![]));
    });
}

#[test]
fn what_is_refused_or_breaks_off_leaves_nothing() {
    block(async {
        let bucket = SERVICE.bucket("nichts");
        let world = bucket.world().await;
        let k = &world.kontor;
        let script = b"%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(x)>>>>endobj\n%%EOF";
        let refused = room::upload_document(k, &jana(), &command("one", "a.pdf"), pieces(script)).await;
        assert_eq!(refused.unwrap_err().field("file"), Some(&Problem::PdfActive));
        // Parts of it are there already.
        let half = stream::iter(poured(&large())).chain(stream::iter([Err(Error::Unavailable)])).boxed();
        let broken = room::upload_document(k, &jana(), &command("two", "a.txt"), half).await;
        assert_eq!(broken, Err(Error::Unavailable));
        assert!(bucket.objects().await.is_empty());
        assert_eq!(SERVICE.unfinished("nichts"), 0);
        assert_eq!((world.count("document").await, verify(k).await.entries), (0, 0));
    });
}

#[test]
fn a_changed_object_is_found_named_never_served_whole_and_healed_by_the_same_file() {
    block(async {
        let bucket = SERVICE.bucket("anders");
        let world = bucket.world().await;
        let (k, bytes) = (&world.kontor, pdf("echt"));
        let id = upload(k, &jana(), "one", &bytes).await;
        let hash = hash(&world, &id).await;
        bucket.put(&place(&hash), &pdf("falsch")).await;
        let damage = verify(k).await.damage;
        let [Damage::BytesAltered { document, number: 1, hash: named, found }] = damage.as_slice() else {
            panic!("{damage:?}")
        };
        assert_eq!((document, named), (&id, &hash));
        assert_ne!(found, &hash);
        let opened = room::open_document(k, &jana(), &id, None).await.unwrap();
        assert!(matches!(read(opened).await, Err(Error::Internal { .. })));
        bucket.store.delete(&at(&place(&hash))).await.unwrap();
        let missing = Damage::BytesMissing { document: id.clone(), number: 1, hash };
        assert_eq!(verify(k).await.damage, [missing]);
        upload(k, &jana(), "two", &bytes).await;
        assert_eq!(verify(k).await.damage, []);
    });
}

/// What a process leaves that dies while it gives bytes their name, and between the bytes and their record.
const STAGED: &str = "incoming/01HALB";

fn orphan() -> String {
    place(&"ab".repeat(32))
}

#[test]
fn what_a_process_left_that_died_is_swept_after_a_day_and_nothing_else() {
    block(async {
        let bucket = SERVICE.bucket("besen");
        let world = bucket.world().await;
        let k = &world.kontor;
        // Objects have the clock of the machine.
        world.later(now().duration_since(k.clock.now()));
        let id = upload(k, &jana(), "one", &pdf("bleibt")).await;
        bucket.put(STAGED, b"halb").await;
        bucket.put(&orphan(), b"verwaist").await;
        let done = room::upkeep(k).await.unwrap();
        assert_eq!((done.broken_off, done.orphans), (0, 0), "somebody may just be about to name it");
        world.later(SignedDuration::from_hours(25));
        let done = room::upkeep(k).await.unwrap();
        assert_eq!((done.broken_off, done.orphans), (1, 1));
        assert!(!bucket.has(STAGED).await && !bucket.has(&orphan()).await);
        let opened = room::open_document(k, &jana(), &id, None).await.unwrap();
        assert_eq!(read(opened).await.unwrap(), pdf("bleibt"));
        assert_eq!(verify(k).await.damage, []);
    });
}

#[test]
fn a_house_that_came_later_to_the_same_bucket_removes_nothing_that_the_first_one_may_name() {
    block(async {
        let bucket = SERVICE.bucket("geteilt");
        let (first, later) = (bucket.world().await, bucket.world().await);
        assert!(first.kontor.archive.blobs.ours().await.unwrap());
        // Chance is the same in all tests.
        bucket.put("house", b"another").await;
        let id = upload(&first.kontor, &jana(), "one", &pdf("nur hier genannt")).await;
        bucket.put(STAGED, b"halb").await;
        let k = &later.kontor;
        assert!(!k.archive.blobs.ours().await.unwrap());
        later.later(SignedDuration::from_hours(24 * 366 * 100));
        let done = room::upkeep(k).await.unwrap();
        assert_eq!((done.broken_off, done.orphans), (1, 0));
        assert_eq!(verify(&first.kontor).await.damage, []);
        // The first one is gone for good: the other takes its place.
        bucket.store.delete(&at("house")).await.unwrap();
        later.later(SignedDuration::from_hours(24));
        assert_eq!(room::upkeep(k).await.unwrap().orphans, 1);
        assert!(!bucket.has(&place(&hash(&first, &id).await)).await);
    });
}

#[test]
fn where_the_bucket_does_not_answer_the_house_opens_and_nothing_is_recorded() {
    block(async {
        let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let settings = settings("niemand", format!("http://{nobody}"));
        let world = World::with(|s| s.archive = settings).await;
        let k = &world.kontor;
        let sent = room::upload_document(k, &jana(), &command("one", "a.pdf"), pieces(&pdf("a"))).await;
        assert!(matches!(sent, Err(Error::Internal { .. })), "{sent:?}");
        assert!(k.archive.blobs.ours().await.is_err());
        assert_eq!((world.count("document").await, verify(k).await.entries), (0, 0));
    });
}

#[test]
fn a_bucket_that_dies_in_the_middle_leaves_no_record_and_is_not_taken_for_lost_bytes() {
    block(async {
        let mut service = Service::start();
        let bucket = service.bucket("stirbt");
        let world = bucket.world().await;
        let k = &world.kontor;
        let id = upload(k, &jana(), "one", &pdf("kam vorher")).await;
        let bytes = large();
        let mut coming = poured(&bytes);
        let rest = coming.split_off(coming.len() / 2);
        let dies = stream::once(async move {
            service.stop();
            Ok(Bytes::from_static(b"\n"))
        });
        let sent: Incoming<'_> = stream::iter(coming).chain(dies).chain(stream::iter(rest)).boxed();
        let sent = room::upload_document(k, &jana(), &command("two", "a.txt"), sent).await;
        assert!(matches!(sent, Err(Error::Internal { .. })), "{sent:?}");
        assert_eq!((world.count("document").await, world.count("archive_chain").await), (1, 1));
        let opened = room::open_document(k, &jana(), &id, None).await;
        assert!(matches!(opened.err(), Some(Error::Internal { .. })));
        let seen = room::verify(k, &crate::shop::system()).await;
        assert!(matches!(seen, Err(Error::Internal { .. })), "{seen:?}");
    });
}
