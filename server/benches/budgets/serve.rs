//! The whole router, served from this process.

use std::net::SocketAddr;

use axum::serve::ListenerExt as _;
use kontor_server::router::{AppState, router};
use tokio::task::JoinHandle;

/// Its port, and what ends it when it is aborted.
pub async fn serve(state: &AppState) -> (u16, JoinHandle<std::io::Result<()>>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    let app = router(state).into_make_service_with_connect_info::<SocketAddr>();
    (port, tokio::spawn(async move { axum::serve(listener, app).await }))
}
