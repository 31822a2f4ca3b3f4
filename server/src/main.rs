//! `coaraci-server`: serves every operation at `POST /v1/{operation}`.

use anyhow::{Context, Result};
use clap::Parser;
use coaraci::api;
use coaraci_server::{Limits, app};
use std::net::SocketAddr;
use std::time::Duration;

#[derive(Parser)]
#[command(version, about = "Thin reference server over the operations of coaraci")]
struct Arguments {
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Largest request body in bytes.
    #[arg(long, default_value_t = 1 << 20)]
    max_body_bytes: usize,
    /// Longest time for one request in milliseconds.
    #[arg(long, default_value_t = 10_000)]
    request_timeout_ms: u64,
    /// Listen outside loopback although nobody is asked who they are.
    #[arg(long)]
    insecure_no_auth: bool,
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    anyhow::ensure!(
        arguments.listen.ip().is_loopback() || arguments.insecure_no_auth,
        "listening outside loopback without authentication needs --insecure-no-auth"
    );
    let limits = Limits {
        max_body_bytes: arguments.max_body_bytes,
        request_timeout: Duration::from_millis(arguments.request_timeout_ms),
    };
    let listener = tokio::net::TcpListener::bind(arguments.listen)
        .await
        .with_context(|| format!("cannot listen on {}", arguments.listen))?;
    let data = api::DATA_VERSION.unwrap_or("none");
    eprintln!("coaraci-server {} (data {data}) on http://{}", api::VERSION, listener.local_addr()?);
    axum::serve(listener, app(limits)).with_graceful_shutdown(stop()).await?;
    Ok(())
}

/// Waits for SIGTERM or Ctrl-C.
async fn stop() {
    let mut terminate = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(signal) => signal,
        Err(error) => {
            eprintln!("SIGTERM cannot be watched: {error}");
            return;
        }
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
}
