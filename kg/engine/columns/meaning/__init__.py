"""What terms mean: asked of Oxigraph, and known without asking where that is plain."""
