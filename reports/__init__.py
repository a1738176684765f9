"""What is made for paper and for the eye: QR codes and the leaflet. Values come in, a file comes out."""
