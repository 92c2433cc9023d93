//! A scanner looks at what comes in: what it refuses, or could not see, is not kept.

use kontor_domain::accounts::Role;
use kontor_domain::{Error, Problem};
use kontor_service::documents as room;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::documents::{command, pdf, pieces};
use crate::shop::block;
use crate::support::{World, desk};

/// What it says of the test file of all scanners (EICAR), which we write only in part: some scanner may look at this source too.
const HARMFUL: &str = "EICAR-STANDARD-ANTIVIRUS";

/// How the double behaves; in all of them as clamd(8) describes it.
#[derive(Clone, Copy)]
enum Clamd {
    /// Takes files up to so many bytes, as with `StreamMaxLength`.
    Upright(usize),
    /// Hangs up in the middle.
    Dies,
    /// Something else listens there.
    Stranger,
}

async fn serve(clamd: Clamd) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    tokio::spawn(async move {
        while let Ok((wire, _)) = listener.accept().await {
            tokio::spawn(async move { answer(wire, clamd).await });
        }
    });
    address
}

async fn answer(mut wire: TcpStream, clamd: Clamd) -> std::io::Result<()> {
    let mut command = [0; 10];
    wire.read_exact(&mut command).await?;
    assert_eq!(&command, b"zINSTREAM\0");
    let most = match clamd {
        Clamd::Upright(most) => most,
        Clamd::Dies => return Ok(()),
        Clamd::Stranger => return wire.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await,
    };
    let mut file = Vec::new();
    loop {
        let length = wire.read_u32().await? as usize;
        if length == 0 {
            break;
        }
        if file.len() + length > most {
            return wire.write_all(b"INSTREAM size limit exceeded. ERROR\0").await;
        }
        let mut piece = vec![0; length];
        wire.read_exact(&mut piece).await?;
        file.extend(piece);
    }
    let harmful = file.windows(HARMFUL.len()).any(|window| window == HARMFUL.as_bytes());
    let said: &[u8] = if harmful { b"stream: Eicar-Signature FOUND\0" } else { b"stream: OK\0" };
    wire.write_all(said).await
}

async fn with(address: String) -> World {
    World::with(|settings| settings.archive.clamd = address).await
}

#[test]
fn what_the_scanner_knows_as_harmful_is_refused_and_everything_else_is_taken() {
    block(async {
        let world = with(serve(Clamd::Upright(10_000)).await).await;
        let k = &world.kontor;
        let desk = desk(Role::Support);
        let taken = room::upload_document(k, &desk, &command("1", "gut.pdf"), pieces(&pdf("gut"))).await;
        assert!(taken.is_ok(), "{taken:?}");
        // Across the borders of pieces too.
        let bad = pdf(&format!("harmlos (X5O!P%@AP) ${HARMFUL}-TEST-FILE!"));
        let refused = room::upload_document(k, &desk, &command("2", "rechnung.pdf"), pieces(&bad)).await;
        assert_eq!(refused.err(), Some(Error::invalid("file", Problem::Infected)));
        let large = pdf(&"Seite ".repeat(4_000));
        let refused = room::upload_document(k, &desk, &command("3", "lang.pdf"), pieces(&large)).await;
        assert_eq!(refused.err(), Some(Error::invalid("file", Problem::NotScanned)));
        assert_eq!(world.count("document").await, 1);
        assert_eq!(std::fs::read_dir(world.folder.path().join("documents/incoming")).unwrap().count(), 0);
    });
}

#[test]
fn nothing_is_taken_while_the_scanner_does_not_answer() {
    block(async {
        let nobody = {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            listener.local_addr().unwrap().to_string()
        };
        for address in [nobody, serve(Clamd::Dies).await, serve(Clamd::Stranger).await] {
            let world = with(address).await;
            let k = &world.kontor;
            let sent =
                room::upload_document(k, &desk(Role::Support), &command("1", "gut.pdf"), pieces(&pdf("gut")))
                    .await;
            assert_eq!(sent.err(), Some(Error::Unavailable));
            assert_eq!(world.count("document").await, 0);
        }
    });
}
